//! Calls about data in resources: on AWS they are data events, which LookupEvents does not show and CloudTrail keeps only where asked to.

use shapes::OperationSchema;

/// By service, in alphabetical order.
const DATA_CALLS: [(&str, &[&str]); 6] = [
    ("cloudwatch", &["GetMetricData", "GetMetricStatistics", "ListMetrics", "PutMetricData"]),
    (
        "dynamodb",
        &[
            "BatchGetItem",
            "BatchWriteItem",
            "DeleteItem",
            "GetItem",
            "PutItem",
            "Query",
            "Scan",
            "TransactGetItems",
            "TransactWriteItems",
            "UpdateItem",
        ],
    ),
    ("ecr", &["UploadLayerPart"]),
    ("logs", &["FilterLogEvents", "GetLogEvents", "PutLogEvents", "StartLiveTail"]),
    ("servicediscovery", &["DiscoverInstances", "DiscoverInstancesRevision"]),
    ("sns", &["Publish", "PublishBatch"]),
];

/// Whether an operation is one.
pub(super) fn contain(operation: &OperationSchema) -> bool {
    DATA_CALLS.iter().any(|(name, calls)| *name == operation.service.name && calls.contains(&operation.name))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn every_call_listed_is_one_of_its_service() {
        for (name, calls) in DATA_CALLS {
            let service = shapes::services().iter().find(|service| service.name == name).unwrap();
            assert!(calls.iter().all(|call| service.knows(call)), "{name}");
        }
        let contains = |operation| contain(crate::rig::schema("sns", operation).unwrap());
        assert!(contains("Publish") && !contains("CreateTopic"));
    }
}
