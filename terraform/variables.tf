variable "project" {
  description = "The Google Cloud project that holds everything."
  type        = string
  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{4,28}[a-z0-9]$", var.project))
    error_message = "A project's id has 6 to 30 lower-case letters, digits and hyphens."
  }
}

variable "env" {
  description = "The environment: dev may be destroyed, prod is protected."
  type        = string
  validation {
    condition     = contains(["dev", "prod"], var.env)
    error_message = "The environment is dev or prod."
  }
}

variable "region" {
  description = "Where everything is; firebase.json names the same."
  type        = string
  default     = "us-central1"
  validation {
    condition     = can(regex("^[a-z]+-[a-z]+[0-9]$", var.region))
    error_message = "A region, as us-central1."
  }
}

variable "operators" {
  description = "The e-mail addresses that alerts go to."
  type        = set(string)
  default     = []
  validation {
    condition     = alltrue([for address in var.operators : can(regex("^[^@ ]+@[^@ ]+\\.[^@ ]+$", address))])
    error_message = "Each operator is an e-mail address."
  }
}

variable "vision_provider" {
  description = "Who names the animals; openai needs its key in Secret Manager."
  type        = string
  default     = "local"
  validation {
    condition     = contains(["local", "openai"], var.vision_provider)
    error_message = "The provider is local or openai."
  }
}

variable "app_check" {
  description = "Whether requests must carry an App Check token."
  type        = string
  default     = "off"
  validation {
    condition     = contains(["off", "log", "enforce"], var.app_check)
    error_message = "App Check is off, log or enforce."
  }
}

variable "allowed_origins" {
  description = "The other sites whose pages may call the API and upload, as https://play.example.org."
  type        = set(string)
  default     = []
  validation {
    condition     = alltrue([for origin in var.allowed_origins : can(regex("^https://[^\\s/,]+$", origin))])
    error_message = "An origin is https:// and a host, without a path."
  }
}

variable "settings" {
  description = "Other settings of the functions by their name in .env.example; what is not here has its default."
  type        = map(string)
  default     = {}
  validation {
    condition     = alltrue([for name in keys(var.settings) : can(regex("^[A-Z][A-Z_]+$", name))])
    error_message = "Settings are named in capitals, as DAILY_BUDGET_USD."
  }
  validation {
    condition = alltrue([
      for name in setsubtract(keys(var.settings), ["GBIF_URL", "OPENAI_BASE_URL"]) :
      !can(regex("EMULATOR|SERVICE_ACCOUNT|_URL$|_BUCKET$|SECRET|TOKEN|API_KEY", name))
    ])
    error_message = "Addresses, accounts, buckets, secrets and keys follow from the other resources."
  }
}

variable "max_instances" {
  description = "How many instances a function may have at most: it bounds what a flood costs."
  type        = number
  default     = 20
  validation {
    condition     = var.max_instances >= 1 && var.max_instances <= 1000 && floor(var.max_instances) == var.max_instances
    error_message = "Between 1 and 1,000 instances."
  }
}

variable "monthly_budget" {
  description = "What a month may cost before the operators are told; null without access to the billing account."
  type        = object({ billing_account = string, usd = number })
  default     = null
  validation {
    condition     = var.monthly_budget == null ? true : var.monthly_budget.usd >= 1
    error_message = "At least one US dollar."
  }
}

variable "repository" {
  description = "The GitHub repository whose main branch may release, as owner/name; null: none."
  type        = string
  default     = null
  validation {
    condition     = var.repository == null ? true : can(regex("^[A-Za-z0-9-]+/[A-Za-z0-9._-]+$", var.repository))
    error_message = "A repository is owner/name."
  }
}

variable "adopted" {
  description = "What is in the project before its first deployment, to be taken over: database, auth, rules."
  type        = set(string)
  default     = []
  validation {
    condition     = length(setsubtract(var.adopted, ["database", "auth", "rules"])) == 0
    error_message = "Only the database, auth and rules are taken over."
  }
}
