env           = "prod"
max_instances = 50
app_check     = "log"
