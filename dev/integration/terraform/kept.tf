# Resources of EC2 on which nothing acts here, and what refers to them, as a team would write them for AWS.

terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}

variable "endpoint" {
  description = "The AWS endpoint, for example http://localhost:4566"
}

variable "team" {
  default = "a"
}

provider "aws" {
  region                      = "us-west-2"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_metadata_api_check     = true

  endpoints {
    ec2 = var.endpoint
    sts = var.endpoint
  }
}

data "aws_vpc" "default" {
  default = true
}

resource "aws_placement_group" "wide" {
  name            = "wide"
  strategy        = "partition"
  partition_count = 3
}

resource "aws_vpc_dhcp_options" "names" {
  domain_name         = "${var.team}.example.com"
  domain_name_servers = ["10.0.0.2"]
}

resource "aws_egress_only_internet_gateway" "out" {
  vpc_id = data.aws_vpc.default.id
}

output "group" {
  value = aws_placement_group.wide.placement_group_id
}
