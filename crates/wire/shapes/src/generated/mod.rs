//! Written by `cargo xtask codegen`; do not edit. One module per service, and the list of them.

pub mod acm;
pub mod application_autoscaling;
pub mod cloudtrail;
pub mod cloudwatch;
pub mod dynamodb;
pub mod ec2;
pub mod ecr;
pub mod ecs;
pub mod elbv2;
pub mod logs;
pub mod resource_groups;
pub mod resourcegroupstaggingapi;
pub mod servicediscovery;
pub mod sns;
pub mod ssm;
pub mod sts;

/// Every service of this product.
pub fn services() -> &'static [&'static crate::ServiceSchema] {
    static ALL: [&crate::ServiceSchema; 16] = [
        &acm::SERVICE,
        &application_autoscaling::SERVICE,
        &cloudtrail::SERVICE,
        &cloudwatch::SERVICE,
        &dynamodb::SERVICE,
        &ec2::SERVICE,
        &ecr::SERVICE,
        &ecs::SERVICE,
        &elbv2::SERVICE,
        &logs::SERVICE,
        &resource_groups::SERVICE,
        &resourcegroupstaggingapi::SERVICE,
        &servicediscovery::SERVICE,
        &sns::SERVICE,
        &ssm::SERVICE,
        &sts::SERVICE,
    ];
    &ALL
}
