//! Written by `cargo xtask codegen` from `models/`; do not edit.
//!
//! In and out: typed inputs, outputs and errors of one service. Never here: behaviour.
#![allow(deprecated, missing_docs, unused_imports)]

use std::collections::BTreeMap;

use crate::{
    convert::{FromDocument, IntoDocument, Mismatch, Unit},
    document::{Document, put},
    macros::{exceptions, operation, structure, tag},
    schema::{OperationSchema, ServiceSchema},
    timestamp::Timestamp,
};
structure! { output Event {
    access_key_id "AccessKeyId" Option<String>,
    cloud_trail_event "CloudTrailEvent" Option<String>,
    event_id "EventId" Option<String>,
    event_name "EventName" Option<String>,
    event_source "EventSource" Option<String>,
    event_time "EventTime" Option<Timestamp>,
    read_only "ReadOnly" Option<String>,
    resources "Resources" Option<Vec<Resource>>,
    username "Username" Option<String>,
} }
structure! { input LookupAttribute {
    attribute_key "AttributeKey" String,
    attribute_value "AttributeValue" String,
} }
structure! { input LookupEventsRequest {
    end_time "EndTime" Option<Timestamp>,
    lookup_attributes "LookupAttributes" Option<Vec<LookupAttribute>>,
    max_results "MaxResults" Option<i64>,
    next_token "NextToken" Option<String>,
    start_time "StartTime" Option<Timestamp>,
} }
structure! { output LookupEventsResponse {
    events "Events" Option<Vec<Event>>,
    next_token "NextToken" Option<String>,
} }
structure! { output Resource {
    resource_name "ResourceName" Option<String>,
    resource_type "ResourceType" Option<String>,
} }
operation! { LookupEvents LookupEventsRequest LookupEventsResponse }
exceptions! {
    invalid_event_category_exception InvalidEventCategoryException "InvalidEventCategoryException" 400 Sender;
    invalid_lookup_attributes_exception InvalidLookupAttributesException "InvalidLookupAttributesException" 400 Sender;
    invalid_max_results_exception InvalidMaxResultsException "InvalidMaxResultsException" 400 Sender;
    invalid_next_token_exception InvalidNextTokenException "InvalidNextTokenException" 400 Sender;
    invalid_time_range_exception InvalidTimeRangeException "InvalidTimeRangeException" 400 Sender;
    operation_not_permitted_exception OperationNotPermittedException "OperationNotPermittedException" 400 Sender;
    unsupported_operation_exception UnsupportedOperationException "UnsupportedOperationException" 400 Sender;
}
/// The service's own table.
pub static SERVICE: ServiceSchema = ServiceSchema {
    name: "cloudtrail",
    signing_name: "cloudtrail",
    endpoint_prefix: "cloudtrail",
    protocols: &[crate::Protocol::Json11],
    query_compatible: false,
    target_prefix: "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101",
    api_version: "2013-11-01",
    xml_namespace: "",
    operations: &[&operations::LookupEvents],
    names: &[
        "AddTags",
        "CancelQuery",
        "CreateChannel",
        "CreateDashboard",
        "CreateEventDataStore",
        "CreateTrail",
        "DeleteChannel",
        "DeleteDashboard",
        "DeleteEventDataStore",
        "DeleteResourcePolicy",
        "DeleteTrail",
        "DeregisterOrganizationDelegatedAdmin",
        "DescribeQuery",
        "DescribeTrails",
        "DisableFederation",
        "EnableFederation",
        "GenerateQuery",
        "GetChannel",
        "GetDashboard",
        "GetEventConfiguration",
        "GetEventDataStore",
        "GetEventSelectors",
        "GetImport",
        "GetInsightSelectors",
        "GetQueryResults",
        "GetResourcePolicy",
        "GetTrail",
        "GetTrailStatus",
        "ListChannels",
        "ListDashboards",
        "ListEventDataStores",
        "ListImportFailures",
        "ListImports",
        "ListInsightsData",
        "ListInsightsMetricData",
        "ListPublicKeys",
        "ListQueries",
        "ListTags",
        "ListTrails",
        "LookupEvents",
        "PutEventConfiguration",
        "PutEventSelectors",
        "PutInsightSelectors",
        "PutResourcePolicy",
        "RegisterOrganizationDelegatedAdmin",
        "RemoveTags",
        "RestoreEventDataStore",
        "SearchSampleQueries",
        "StartDashboardRefresh",
        "StartEventDataStoreIngestion",
        "StartImport",
        "StartLogging",
        "StartQuery",
        "StopEventDataStoreIngestion",
        "StopImport",
        "StopLogging",
        "UpdateChannel",
        "UpdateDashboard",
        "UpdateEventDataStore",
        "UpdateTrail",
    ],
    refusal: &errors::InvalidEventCategoryException,
    refused: &[],
    elsewhere: &[],
    plain_json: true,
};
/// One table entry per operation.
#[allow(non_upper_case_globals)]
pub mod operations {
    use super::{SERVICE, errors, shapes};
    use crate::OperationSchema;
    pub static LookupEvents: OperationSchema = OperationSchema {
        name: "LookupEvents",
        service: &SERVICE,
        input: Some(&shapes::LookupEventsRequest),
        output: Some(&shapes::LookupEventsResponse),
        result_wrapper: "",
        errors: &[
            &errors::InvalidLookupAttributesException,
            &errors::InvalidTimeRangeException,
            &errors::InvalidMaxResultsException,
            &errors::InvalidNextTokenException,
            &errors::InvalidEventCategoryException,
            &errors::UnsupportedOperationException,
            &errors::OperationNotPermittedException,
        ],
        http: None,
    };
}
/// One table entry per shape.
#[allow(non_upper_case_globals)]
pub mod shapes {
    use crate::schema::{Kind, Place, Shape, TimestampFormat, make as k};
    pub static Date: Shape = k::simple("Date", Kind::Timestamp(TimestampFormat::Usual), k::FREE);
    pub static Event: Shape = k::structure(
        "Event",
        &[
            k::optional("AccessKeyId", &String),
            k::optional("CloudTrailEvent", &String),
            k::optional("EventId", &String),
            k::optional("EventName", &String),
            k::optional("EventSource", &String),
            k::optional("EventTime", &Date),
            k::optional("ReadOnly", &String),
            k::optional("Resources", &ResourceList),
            k::optional("Username", &String),
        ],
    );
    pub static EventsList: Shape = k::list("EventsList", &Event, "member", false, k::FREE);
    pub static LookupAttribute: Shape = k::structure(
        "LookupAttribute",
        &[
            k::required("AttributeKey", &LookupAttributeKey),
            k::required("AttributeValue", &LookupAttributeValue),
        ],
    );
    pub static LookupAttributeKey: Shape = k::string(
        "LookupAttributeKey",
        &[
            "EventId",
            "EventName",
            "ReadOnly",
            "Username",
            "ResourceType",
            "ResourceName",
            "EventSource",
            "AccessKeyId",
        ],
        "",
        k::FREE,
    );
    pub static LookupAttributeValue: Shape = k::string("LookupAttributeValue", &[], "", k::within(1, 2000));
    pub static LookupAttributesList: Shape =
        k::list("LookupAttributesList", &LookupAttribute, "member", false, k::FREE);
    pub static LookupEventsRequest: Shape = k::structure(
        "LookupEventsRequest",
        &[
            k::optional("EndTime", &Date),
            k::optional("EventCategory", &k::refused(&[], "Insights events")),
            k::optional("LookupAttributes", &LookupAttributesList),
            k::optional("MaxResults", &MaxResults),
            k::optional("NextToken", &NextToken),
            k::optional("StartTime", &Date),
        ],
    );
    pub static LookupEventsResponse: Shape = k::structure(
        "LookupEventsResponse",
        &[k::optional("Events", &EventsList), k::optional("NextToken", &NextToken)],
    );
    pub static MaxResults: Shape = k::simple("MaxResults", Kind::Integer, k::within(1, 50));
    pub static NextToken: Shape = k::string("NextToken", &[], "", k::FREE);
    pub static Resource: Shape = k::structure(
        "Resource",
        &[k::optional("ResourceName", &String), k::optional("ResourceType", &String)],
    );
    pub static ResourceList: Shape = k::list("ResourceList", &Resource, "member", false, k::FREE);
    pub static String: Shape = k::string("String", &[], "", k::FREE);
}
