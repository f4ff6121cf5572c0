//! Host names of AWS APIs: which service a name belongs to, whether that is here or not. In: a host name. Out: the service's part of it.
//! Never here: addresses. Names that are no API's (`checkip.amazonaws.com`, a bucket's) belong to nobody here.
//!
//! ```text
//! SERVICE[-fips][.dualstack].REGION.DOMAIN    sqs.us-west-2.amazonaws.com, ecr-fips.us-east-1.api.aws, s3.dualstack.us-west-2.amazonaws.com
//! SERVICE[-fips].DOMAIN                       sts.amazonaws.com
//! REGION.queue.DOMAIN                         SQS until 2020
//! ACCOUNT.dkr.ecr[-fips].REGION.DOMAIN        a registry; also ACCOUNT.dkr-ecr.REGION.on.aws
//! ```
//! Prefixes that SDKs put before a host for some operations (`data-`, `streaming-`) change nothing.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use model::{AccountId, Region};

/// What names begin with, before Region and domain.
static SERVICES: LazyLock<BTreeSet<&str>> =
    LazyLock::new(|| include_str!("aws_hosts.txt").lines().filter(|line| !line.starts_with('#')).collect());

/// The domains of API endpoints, without and with dual stack, of all public partitions.
const DOMAINS: [&str; 6] = [
    ".amazonaws.com",
    ".amazonaws.com.cn",
    ".amazonaws.eu",
    ".api.aws",
    ".api.amazonwebservices.com.cn",
    ".api.amazonwebservices.eu",
];

/// What SDKs put before the host of some operations (the `endpoint` trait's `hostPrefix`).
const PREFIXES: [&str; 3] = ["data-", "stream-", "streaming-"];

/// The service an API host name (in lower case) belongs to, in the words of the host: `sqs`, `api.ecr`, `monitoring`.
pub(crate) fn service(name: &str) -> Option<&'static str> {
    if is_registry(name) {
        return Some("api.ecr");
    }
    let host = DOMAINS.iter().find_map(|domain| name.strip_suffix(domain))?;
    let head = match host.rsplit_once('.') {
        Some((head, region)) if is_region(region) => head.strip_suffix(".dualstack").unwrap_or(head),
        Some((region, "queue")) if is_region(region) => "sqs",
        _ => host,
    };
    let head = head.strip_suffix("-fips").unwrap_or(head);
    let known = |head: &str| SERVICES.get(head).copied();
    let found = known(head)
        .or_else(|| PREFIXES.iter().find_map(|prefix| known(head.strip_prefix(prefix)?)))
        .or_else(|| known(&head.replacen("-fips.", ".", 1)))?;
    Some(if found == "queue" { "sqs" } else { found })
}

/// Whether this product has the service; in ECR's host names its API and its registry are told apart.
pub(crate) fn is_here(service: &str) -> bool {
    let has = |prefix: &str| shapes::services().iter().any(|service| service.endpoint_prefix == prefix);
    has(service) || (service == "ecr" && has("api.ecr"))
}

fn is_registry(name: &str) -> bool {
    let Some((account, rest)) = name.split_once('.') else { return false };
    let region = rest
        .strip_suffix(".amazonaws.com")
        .and_then(|rest| rest.strip_prefix("dkr.ecr.").or_else(|| rest.strip_prefix("dkr.ecr-fips.")))
        .or_else(|| rest.strip_suffix(".on.aws").and_then(|rest| rest.strip_prefix("dkr-ecr.")));
    region.is_some_and(is_region) && AccountId::new(account).is_ok()
}

/// One label with hyphens, as every Region has.
fn is_region(label: &str) -> bool {
    label.contains('-') && Region::new(label).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_of_an_api_host_is_its_services() {
        let names = [
            ("sns.us-west-2.amazonaws.com", "sns"),
            ("sts.amazonaws.com", "sts"),
            ("ssm.us-west-2.api.aws", "ssm"),
            ("ecs-fips.us-east-1.amazonaws.com", "ecs"),
            ("logs-fips.us-east-1.api.aws", "logs"),
            ("streaming-logs.us-west-2.amazonaws.com", "logs"),
            ("data-servicediscovery.us-west-2.amazonaws.com", "servicediscovery"),
            ("api.ecr.us-west-2.amazonaws.com", "api.ecr"),
            ("ecr.us-west-2.api.aws", "ecr"),
            ("123456789012.dkr.ecr.us-west-2.amazonaws.com", "api.ecr"),
            ("123456789012.dkr-ecr.us-west-2.on.aws", "api.ecr"),
            ("sqs.us-west-2.amazonaws.com", "sqs"),
            ("us-west-2.queue.amazonaws.com", "sqs"),
            ("s3.us-west-2.amazonaws.com", "s3"),
            ("s3.dualstack.us-west-2.amazonaws.com", "s3"),
            ("monitoring.cn-north-1.amazonaws.com.cn", "monitoring"),
            ("api-fips.sagemaker.us-east-1.amazonaws.com", "api.sagemaker"),
        ];
        for (name, expected) in names {
            assert_eq!(service(name), Some(expected), "{name}");
        }
    }

    #[test]
    fn other_names_are_nobodys() {
        for other in [
            "checkip.amazonaws.com",
            "bucket.s3.us-west-2.amazonaws.com",
            "bucket.sns.us-west-2.amazonaws.com",
            "web-1.us-west-2.elb.amazonaws.com",
            "ec2-52-1-2-3.us-west-2.compute.amazonaws.com",
            "sns.us-west-2.example.com",
            "snsx.us-west-2.amazonaws.com",
            "sns.what.amazonaws.com",
            "1.dkr.ecr.us-west-2.amazonaws.com",
            "amazonaws.com",
            "docs.aws.amazon.com",
            "localhost",
        ] {
            assert_eq!(service(other), None, "{other}");
        }
    }

    #[test]
    fn what_is_here_is_what_has_shapes() {
        assert!(["sns", "api.ecr", "ecr", "monitoring"].into_iter().all(is_here));
        assert!(!is_here("lambda"));
    }
}
