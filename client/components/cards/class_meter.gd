class_name ClassMeter
extends HBoxContainer
## The number of animals of a class, relative to the largest class.


func show_count(animal_class: StringName, count: int, most: int) -> void:
	(%Mark as Glyph).show_class(animal_class)
	(%Word as Label).text = AnimalClass.PLURALS[animal_class]
	(%Count as Label).text = str(count)
	(%Bar as ProgressBar).theme_type_variation = StringName(animal_class + "Bar")
	(%Bar as ProgressBar).max_value = maxi(most, 1)
	(%Bar as ProgressBar).value = count
