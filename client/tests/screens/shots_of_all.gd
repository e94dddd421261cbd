class_name Shots
## All screens in all states of the design.


static func all() -> Array[Shot]:
	return (
		ShotsBeforeSignIn.all()
		+ ShotsOfDex.all()
		+ ShotsOfCard.all()
		+ ShotsOfCamera.all()
		+ ShotsOfSocial.all()
		+ ShotsOfTree.all()
		+ ShotsOfProfile.all()
		+ ShotsOfMap.all()
		+ ShotsOfFrame.all()
	)
