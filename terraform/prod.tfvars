env             = "prod"
max_instances   = 50
vision_provider = "openai"
app_check       = "log"
