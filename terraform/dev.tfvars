env           = "dev"
max_instances = 5
