class_name RedListTag
extends PanelContainer
## The tag of a threatened animal: "EN".


## Shows a category; without a threat there is no tag.
func show_category(category: String) -> void:
	visible = RedList.TAGS.has(category)
	if not visible:
		return
	var style: StringName = RedList.TAGS[category]
	theme_type_variation = style + "Panel"
	(%Text as Label).theme_type_variation = style
	(%Text as Label).text = category
