class_name LocalFile
## Deletes files on this device. In a browser the engine writes `user://` to IndexedDB some time after a change, and
## fails on a file that has disappeared in the meantime. So an empty file replaces it (truncating it would not count as
## a change there), which is deleted at the next start, before anything is written.


static func remove(path: String) -> void:
	if not FileAccess.file_exists(path):
		return
	var empty: String = path + ".new"
	FileAccess.open(empty, FileAccess.WRITE)
	DirAccess.rename_absolute(empty, path)


## Deletes the files in the subfolders of a folder.
static func remove_below(folder: String) -> void:
	for below: String in DirAccess.get_directories_at(folder):
		for name: String in DirAccess.get_files_at(folder.path_join(below)):
			remove(folder.path_join(below).path_join(name))


## Tells whether a file exists and is not empty.
static func is_kept(path: String) -> bool:
	return FileAccess.file_exists(path) and FileAccess.open(path, FileAccess.READ).get_length() > 0


## Deletes the files of a folder and its subfolders that were removed in an earlier run.
static func sweep(folder: String) -> void:
	for name: String in DirAccess.get_files_at(folder):
		if not is_kept(folder.path_join(name)):
			DirAccess.remove_absolute(folder.path_join(name))
	for name: String in DirAccess.get_directories_at(folder):
		sweep(folder.path_join(name))
