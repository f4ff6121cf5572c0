//! The types of resources there are: a row each.

use model::ecs::{
    CapacityProviderStatus, ClusterStatus, InstanceStatus, ServiceStatus, TaskDefinitionStatus,
};
use model::{
    Tags, acm, cloud_map, cloudwatch, dynamodb, ec2, ecr, ecs, elbv2, logs, resource_groups, scaling, sns,
    ssm,
};

use super::{Resource, ResourceType, Row};

/// `RECORD: CLOUDFORMATION TYPE, SERVICE PREFIX`, and what is not as usual: `end`, how the ARN ends; `ids`, what may end like that; `live`,
/// whether it is.
macro_rules! resources {
    ($($record:ty: $name:literal, $service:literal $prefix:literal
        $(, end $end:expr)? $(, ids $ids:expr)? $(, live $live:expr)?;)*) => {
        pub(super) static TYPES: &[&ResourceType] = &[$(Row::<$record>::ROW),*];
        $(impl Resource for $record {
            const TYPE: &'static str = $name;
            const SERVICE: &'static str = $service;
            const PREFIX: &'static str = $prefix;
            $(fn arn_end(&self) -> String {
                let end: fn(&Self) -> String = $end;
                end(self)
            })?
            $(fn ids_of(end: &str) -> Option<Vec<String>> {
                let ids: fn(&str) -> Option<Vec<String>> = $ids;
                ids(end)
            })?
            $(fn is_live(&self) -> bool {
                let live: fn(&Self) -> bool = $live;
                live(self)
            })?
            fn tags(&self) -> &Tags {
                &self.tags
            }
            fn tags_mut(&mut self) -> &mut Tags {
                &mut self.tags
            }
        })*
    };
}

resources! {
    acm::CertificateRequest: "AWS::CertificateManager::Certificate", "acm" "certificate/";
    acm::Certificate: "AWS::CertificateManager::Certificate", "acm" "certificate/";
    scaling::ScalableTarget: "AWS::ApplicationAutoScaling::ScalableTarget", "application-autoscaling" "scalable-target/",
        end |it| it.id.clone(), ids |_| None;
    cloudwatch::Alarm: "AWS::CloudWatch::Alarm", "cloudwatch" "alarm:";
    dynamodb::Table: "AWS::DynamoDB::Table", "dynamodb" "table/";
    ec2::Instance: "AWS::EC2::Instance", "ec2" "instance/";
    ec2::SecurityGroup: "AWS::EC2::SecurityGroup", "ec2" "security-group/";
    ec2::Subnet: "AWS::EC2::Subnet", "ec2" "subnet/";
    ec2::Vpc: "AWS::EC2::VPC", "ec2" "vpc/";
    ecr::Repository: "AWS::ECR::Repository", "ecr" "repository/";
    ecs::CapacityProvider: "AWS::ECS::CapacityProvider", "ecs" "capacity-provider/",
        live |it| it.status == CapacityProviderStatus::Active;
    ecs::Cluster: "AWS::ECS::Cluster", "ecs" "cluster/", live |it| it.status == ClusterStatus::Active;
    ecs::ContainerInstance: "AWS::ECS::ContainerInstance", "ecs" "container-instance/",
        live |it| it.status != InstanceStatus::Inactive;
    ecs::Service: "AWS::ECS::Service", "ecs" "service/", live |it| it.status != ServiceStatus::Inactive;
    ecs::Task: "AWS::ECS::Task", "ecs" "task/";
    ecs::TaskDefinition: "AWS::ECS::TaskDefinition", "ecs" "task-definition/",
        end |it| it.name.to_string(), ids task_definition, live |it| it.status == TaskDefinitionStatus::Active;
    elbv2::Listener: "AWS::ElasticLoadBalancingV2::Listener", "elasticloadbalancing" "listener/",
        end |it| format!("app/{}/{}/{}", it.load_balancer, it.load_balancer_id, it.id),
        ids |end| parts(end, &[1, 3]);
    elbv2::LoadBalancer: "AWS::ElasticLoadBalancingV2::LoadBalancer", "elasticloadbalancing" "loadbalancer/",
        end |it| it.full_name(), ids |end| parts(end, &[1]);
    elbv2::Rule: "AWS::ElasticLoadBalancingV2::ListenerRule", "elasticloadbalancing" "listener-rule/",
        end |it| format!("app/{}/{}/{}/{}", it.load_balancer, it.load_balancer_id, it.listener_id, it.id),
        ids |end| parts(end, &[1, 3, 4]);
    elbv2::TargetGroup: "AWS::ElasticLoadBalancingV2::TargetGroup", "elasticloadbalancing" "targetgroup/",
        end |it| format!("{}/{}", it.name, it.id), ids |end| parts(end, &[0]);
    logs::LogGroup: "AWS::Logs::LogGroup", "logs" "log-group:";
    cloud_map::Namespace: "AWS::ServiceDiscovery::PrivateDnsNamespace", "servicediscovery" "namespace/";
    cloud_map::Service: "AWS::ServiceDiscovery::Service", "servicediscovery" "service/";
    resource_groups::Group: "AWS::ResourceGroups::Group", "resource-groups" "group/";
    sns::Topic: "AWS::SNS::Topic", "sns" "";
    ssm::Parameter: "AWS::SSM::Parameter", "ssm" "parameter/",
        end |it| it.name.trim_start_matches('/').to_owned(), ids |end| Some(vec![format!("/{end}"), end.to_owned()]);
}

/// Revisions of a family are kept in the order of their numbers.
fn task_definition(end: &str) -> Option<Vec<String>> {
    let numbered = end.rsplit_once(':').and_then(|(family, revision)| {
        Some(ecs::TaskDefinitionRef { family: family.to_owned(), revision: revision.parse().ok()? }.id())
    });
    Some(numbered.into_iter().collect())
}

/// The id made of these parts of a path.
fn parts(end: &str, wanted: &[usize]) -> Option<Vec<String>> {
    let all: Vec<&str> = end.split('/').collect();
    let id: Option<Vec<&str>> = wanted.iter().map(|at| all.get(*at).copied()).collect();
    Some(id.map(|id| id.join("/")).into_iter().collect())
}
