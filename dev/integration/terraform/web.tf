# One web service on ECS with what surrounds it, as a team would write it for AWS; only the provider's endpoints differ.
# The container instances of the cluster are launched beside it.

terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}

variable "endpoint" {
  description = "The AWS endpoint, for example http://localhost:4566"
}

variable "image" {
  description = "An image with a web server on port 8080"
}

variable "listener_port" {
  type    = number
  default = 80
}

variable "listener_url" {
  description = "An HTTP endpoint that confirms SNS subscriptions; none is subscribed when it is empty"
  default     = ""
}

variable "desired_count" {
  type    = number
  default = 2
}

provider "aws" {
  region                      = "us-west-2"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_metadata_api_check     = true

  endpoints {
    dynamodb = var.endpoint
    ec2      = var.endpoint
    ecr      = var.endpoint
    ecs      = var.endpoint
    elbv2    = var.endpoint
    logs     = var.endpoint
    sns      = var.endpoint
    ssm      = var.endpoint
    sts      = var.endpoint
  }

  default_tags {
    tags = { project = "interstella" }
  }
}

data "aws_availability_zones" "all" {
  state = "available"
}

data "aws_subnets" "default" {
  filter {
    name   = "default-for-az"
    values = ["true"]
  }
}

data "aws_subnet" "default" {
  for_each = toset(slice(sort(data.aws_subnets.default.ids), 0, 2))
  id       = each.value
}

locals {
  vpc     = one(distinct([for subnet in data.aws_subnet.default : subnet.vpc_id]))
  cluster = "interstella"
}

resource "aws_ecs_cluster" "main" {
  name = local.cluster

  setting {
    name  = "containerInsights"
    value = "enabled"
  }

  configuration {
    execute_command_configuration {
      logging = "OVERRIDE"
      log_configuration {
        cloud_watch_log_group_name = aws_cloudwatch_log_group.web.name
      }
    }
  }
}

resource "aws_ecs_capacity_provider" "workers" {
  name = "workers"

  auto_scaling_group_provider {
    auto_scaling_group_arn = "arn:aws:autoscaling:us-west-2:000000000000:autoScalingGroup:0:autoScalingGroupName/workers"
    managed_draining       = "DISABLED"
  }
}

# On a cluster of its own: a default strategy would take the launch type's place in the services below.
resource "aws_ecs_cluster" "batch" {
  name = "batch"
}

resource "aws_ecs_cluster_capacity_providers" "batch" {
  cluster_name       = aws_ecs_cluster.batch.name
  capacity_providers = ["FARGATE", "FARGATE_SPOT", aws_ecs_capacity_provider.workers.name]

  default_capacity_provider_strategy {
    capacity_provider = aws_ecs_capacity_provider.workers.name
    base              = 1
    weight            = 100
  }
}

resource "aws_ecr_repository" "web" {
  name         = "web"
  force_delete = true

  image_scanning_configuration {
    scan_on_push = true
  }
}

resource "aws_cloudwatch_log_group" "web" {
  name              = "/ecs/web"
  retention_in_days = 7
}

resource "aws_ssm_parameter" "greeting" {
  name  = "/web/greeting"
  type  = "String"
  value = "hello"
}

resource "aws_ecs_task_definition" "web" {
  family = "web"

  container_definitions = jsonencode([{
    name         = "web"
    image        = var.image
    cpu          = 64
    memory       = 64
    essential    = true
    portMappings = [{ containerPort = 8080, hostPort = 0 }]
    environment  = [{ name = "NAME", value = "web" }, { name = "COLOUR", value = "red" }]
    secrets      = [{ name = "GREETING", valueFrom = aws_ssm_parameter.greeting.arn }]
    logConfiguration = {
      logDriver = "awslogs"
      options = {
        awslogs-group         = aws_cloudwatch_log_group.web.name
        awslogs-region        = "us-west-2"
        awslogs-stream-prefix = "web"
      }
    }
  }])
}

resource "aws_lb" "front" {
  name               = "front"
  load_balancer_type = "application"
  subnets            = [for subnet in data.aws_subnet.default : subnet.id]
}

resource "aws_lb_target_group" "web" {
  name                 = "web"
  port                 = 80
  protocol             = "HTTP"
  vpc_id               = local.vpc
  deregistration_delay = 0

  health_check {
    path                = "/health"
    interval            = 5
    timeout             = 2
    healthy_threshold   = 2
    unhealthy_threshold = 2
  }
}

resource "aws_lb_listener" "http" {
  load_balancer_arn = aws_lb.front.arn
  port              = var.listener_port
  protocol          = "HTTP"

  default_action {
    type = "fixed-response"
    fixed_response {
      content_type = "text/plain"
      message_body = "nothing here"
      status_code  = "404"
    }
  }
}

resource "aws_lb_listener_rule" "web" {
  listener_arn = aws_lb_listener.http.arn
  priority     = 10

  condition {
    path_pattern { values = ["/web*"] }
  }

  action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.web.arn
  }
}

resource "aws_ecs_service" "web" {
  name                               = "web"
  cluster                            = aws_ecs_cluster.main.id
  task_definition                    = aws_ecs_task_definition.web.arn
  desired_count                      = var.desired_count
  launch_type                        = "EC2"
  deployment_minimum_healthy_percent = 50
  deployment_maximum_percent         = 200
  health_check_grace_period_seconds  = 10
  propagate_tags                     = "SERVICE"
  wait_for_steady_state              = true

  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }

  ordered_placement_strategy {
    type  = "spread"
    field = "attribute:ecs.availability-zone"
  }

  ordered_placement_strategy {
    type  = "binpack"
    field = "memory"
  }

  load_balancer {
    target_group_arn = aws_lb_target_group.web.arn
    container_name   = "web"
    container_port   = 8080
  }

  tags = { tier = "front" }

  depends_on = [aws_lb_listener_rule.web]
}

resource "aws_ecs_service" "agent" {
  name                = "agent"
  cluster             = aws_ecs_cluster.main.id
  task_definition     = aws_ecs_task_definition.web.arn
  launch_type         = "EC2"
  scheduling_strategy = "DAEMON"
}

resource "aws_sns_topic" "orders" {
  name = "orders"
}

resource "aws_sns_topic_subscription" "orders" {
  count                  = var.listener_url == "" ? 0 : 1
  topic_arn              = aws_sns_topic.orders.arn
  protocol               = "http"
  endpoint               = var.listener_url
  endpoint_auto_confirms = true
}

resource "aws_dynamodb_table" "orders" {
  name         = "orders"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "id"

  attribute {
    name = "id"
    type = "S"
  }
}

data "aws_ecs_service" "web" {
  service_name = aws_ecs_service.web.name
  cluster_arn  = aws_ecs_cluster.main.arn
}

output "zones" {
  value = data.aws_availability_zones.all.names
}

output "address" {
  value = aws_lb.front.dns_name
}

output "running" {
  value = data.aws_ecs_service.web.desired_count
}
