env           = "prod"
max_instances = 50
