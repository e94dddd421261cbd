class_name Shots
## Every screen in every state that the design names.


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
