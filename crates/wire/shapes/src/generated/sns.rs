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
structure! { output BatchResultErrorEntry {
    code "Code" Option<String>,
    id "Id" Option<String>,
    message "Message" Option<String>,
    sender_fault "SenderFault" Option<bool>,
} }
structure! { input ConfirmSubscriptionInput {
    authenticate_on_unsubscribe "AuthenticateOnUnsubscribe" Option<String>,
    token "Token" String,
    topic_arn "TopicArn" String,
} }
structure! { output ConfirmSubscriptionResponse {
    subscription_arn "SubscriptionArn" Option<String>,
} }
structure! { input CreateTopicInput {
    attributes "Attributes" Option<BTreeMap<String, String>>,
    name "Name" String,
    tags "Tags" Option<Vec<Tag>>,
} }
structure! { output CreateTopicResponse {
    topic_arn "TopicArn" Option<String>,
} }
structure! { input DeleteTopicInput {
    topic_arn "TopicArn" String,
} }
structure! { input GetSubscriptionAttributesInput {
    subscription_arn "SubscriptionArn" String,
} }
structure! { output GetSubscriptionAttributesResponse {
    attributes "Attributes" Option<BTreeMap<String, String>>,
} }
structure! { input GetTopicAttributesInput {
    topic_arn "TopicArn" String,
} }
structure! { output GetTopicAttributesResponse {
    attributes "Attributes" Option<BTreeMap<String, String>>,
} }
structure! { input ListSubscriptionsByTopicInput {
    next_token "NextToken" Option<String>,
    topic_arn "TopicArn" String,
} }
structure! { output ListSubscriptionsByTopicResponse {
    next_token "NextToken" Option<String>,
    subscriptions "Subscriptions" Option<Vec<Subscription>>,
} }
structure! { input ListSubscriptionsInput {
    next_token "NextToken" Option<String>,
} }
structure! { output ListSubscriptionsResponse {
    next_token "NextToken" Option<String>,
    subscriptions "Subscriptions" Option<Vec<Subscription>>,
} }
structure! { input ListTagsForResourceRequest {
    resource_arn "ResourceArn" String,
} }
structure! { output ListTagsForResourceResponse {
    tags "Tags" Option<Vec<Tag>>,
} }
structure! { input ListTopicsInput {
    next_token "NextToken" Option<String>,
} }
structure! { output ListTopicsResponse {
    next_token "NextToken" Option<String>,
    topics "Topics" Option<Vec<Topic>>,
} }
structure! { input MessageAttributeValue {
    binary_value "BinaryValue" Option<Vec<u8>>,
    data_type "DataType" String,
    string_value "StringValue" Option<String>,
} }
structure! { input PublishBatchInput {
    publish_batch_request_entries "PublishBatchRequestEntries" Vec<PublishBatchRequestEntry>,
    topic_arn "TopicArn" String,
} }
structure! { input PublishBatchRequestEntry {
    id "Id" String,
    message "Message" String,
    message_attributes "MessageAttributes" Option<BTreeMap<String, MessageAttributeValue>>,
    message_deduplication_id "MessageDeduplicationId" Option<String>,
    message_structure "MessageStructure" Option<String>,
    subject "Subject" Option<String>,
} }
structure! { output PublishBatchResponse {
    failed "Failed" Option<Vec<BatchResultErrorEntry>>,
    successful "Successful" Option<Vec<PublishBatchResultEntry>>,
} }
structure! { output PublishBatchResultEntry {
    id "Id" Option<String>,
    message_id "MessageId" Option<String>,
    sequence_number "SequenceNumber" Option<String>,
} }
structure! { input PublishInput {
    message "Message" String,
    message_attributes "MessageAttributes" Option<BTreeMap<String, MessageAttributeValue>>,
    message_deduplication_id "MessageDeduplicationId" Option<String>,
    message_structure "MessageStructure" Option<String>,
    subject "Subject" Option<String>,
    target_arn "TargetArn" Option<String>,
    topic_arn "TopicArn" Option<String>,
} }
structure! { output PublishResponse {
    message_id "MessageId" Option<String>,
    sequence_number "SequenceNumber" Option<String>,
} }
structure! { input SetSubscriptionAttributesInput {
    attribute_name "AttributeName" String,
    attribute_value "AttributeValue" Option<String>,
    subscription_arn "SubscriptionArn" String,
} }
structure! { input SetTopicAttributesInput {
    attribute_name "AttributeName" String,
    attribute_value "AttributeValue" Option<String>,
    topic_arn "TopicArn" String,
} }
structure! { input SubscribeInput {
    attributes "Attributes" Option<BTreeMap<String, String>>,
    endpoint "Endpoint" Option<String>,
    protocol "Protocol" String,
    return_subscription_arn "ReturnSubscriptionArn" Option<bool>,
    topic_arn "TopicArn" String,
} }
structure! { output SubscribeResponse {
    subscription_arn "SubscriptionArn" Option<String>,
} }
structure! { output Subscription {
    endpoint "Endpoint" Option<String>,
    owner "Owner" Option<String>,
    protocol "Protocol" Option<String>,
    subscription_arn "SubscriptionArn" Option<String>,
    topic_arn "TopicArn" Option<String>,
} }
structure! { both Tag {
    key "Key" String,
    value "Value" String,
} }
tag! { Tag }
structure! { input TagResourceRequest {
    resource_arn "ResourceArn" String,
    tags "Tags" Vec<Tag>,
} }
structure! { output TagResourceResponse {
} }
structure! { output Topic {
    topic_arn "TopicArn" Option<String>,
} }
structure! { input UnsubscribeInput {
    subscription_arn "SubscriptionArn" String,
} }
structure! { input UntagResourceRequest {
    resource_arn "ResourceArn" String,
    tag_keys "TagKeys" Vec<String>,
} }
structure! { output UntagResourceResponse {
} }
operation! { ConfirmSubscription ConfirmSubscriptionInput ConfirmSubscriptionResponse }
operation! { CreateTopic CreateTopicInput CreateTopicResponse }
operation! { DeleteTopic DeleteTopicInput Unit }
operation! { GetSubscriptionAttributes GetSubscriptionAttributesInput GetSubscriptionAttributesResponse }
operation! { GetTopicAttributes GetTopicAttributesInput GetTopicAttributesResponse }
operation! { ListSubscriptions ListSubscriptionsInput ListSubscriptionsResponse }
operation! { ListSubscriptionsByTopic ListSubscriptionsByTopicInput ListSubscriptionsByTopicResponse }
operation! { ListTagsForResource ListTagsForResourceRequest ListTagsForResourceResponse }
operation! { ListTopics ListTopicsInput ListTopicsResponse }
operation! { Publish PublishInput PublishResponse }
operation! { PublishBatch PublishBatchInput PublishBatchResponse }
operation! { SetSubscriptionAttributes SetSubscriptionAttributesInput Unit }
operation! { SetTopicAttributes SetTopicAttributesInput Unit }
operation! { Subscribe SubscribeInput SubscribeResponse }
operation! { TagResource TagResourceRequest TagResourceResponse }
operation! { Unsubscribe UnsubscribeInput Unit }
operation! { UntagResource UntagResourceRequest UntagResourceResponse }
exceptions! {
    authorization_error_exception AuthorizationErrorException "AuthorizationError" 403 Sender;
    batch_entry_ids_not_distinct_exception BatchEntryIdsNotDistinctException "BatchEntryIdsNotDistinct" 400 Sender;
    batch_request_too_long_exception BatchRequestTooLongException "BatchRequestTooLong" 400 Sender;
    concurrent_access_exception ConcurrentAccessException "ConcurrentAccess" 400 Sender;
    empty_batch_request_exception EmptyBatchRequestException "EmptyBatchRequest" 400 Sender;
    endpoint_disabled_exception EndpointDisabledException "EndpointDisabled" 400 Sender;
    filter_policy_limit_exceeded_exception FilterPolicyLimitExceededException "FilterPolicyLimitExceeded" 403 Sender;
    internal_error_exception InternalErrorException "InternalError" 500 Receiver;
    invalid_batch_entry_id_exception InvalidBatchEntryIdException "InvalidBatchEntryId" 400 Sender;
    invalid_parameter_exception InvalidParameterException "InvalidParameter" 400 Sender;
    invalid_parameter_value_exception InvalidParameterValueException "ParameterValueInvalid" 400 Sender;
    invalid_security_exception InvalidSecurityException "InvalidSecurity" 403 Sender;
    invalid_state_exception InvalidStateException "InvalidState" 400 Sender;
    kms_access_denied_exception KMSAccessDeniedException "KMSAccessDenied" 400 Sender;
    kms_disabled_exception KMSDisabledException "KMSDisabled" 400 Sender;
    kms_invalid_state_exception KMSInvalidStateException "KMSInvalidState" 400 Sender;
    kms_not_found_exception KMSNotFoundException "KMSNotFound" 400 Sender;
    kms_opt_in_required KMSOptInRequired "KMSOptInRequired" 403 Sender;
    kms_throttling_exception KMSThrottlingException "KMSThrottling" 400 Sender;
    not_found_exception NotFoundException "NotFound" 404 Sender;
    platform_application_disabled_exception PlatformApplicationDisabledException "PlatformApplicationDisabled" 400 Sender;
    replay_limit_exceeded_exception ReplayLimitExceededException "ReplayLimitExceeded" 403 Sender;
    resource_not_found_exception ResourceNotFoundException "ResourceNotFound" 404 Sender;
    stale_tag_exception StaleTagException "StaleTag" 400 Sender;
    subscription_limit_exceeded_exception SubscriptionLimitExceededException "SubscriptionLimitExceeded" 403 Sender;
    tag_limit_exceeded_exception TagLimitExceededException "TagLimitExceeded" 400 Sender;
    tag_policy_exception TagPolicyException "TagPolicy" 400 Sender;
    too_many_entries_in_batch_request_exception TooManyEntriesInBatchRequestException "TooManyEntriesInBatchRequest" 400 Sender;
    topic_limit_exceeded_exception TopicLimitExceededException "TopicLimitExceeded" 403 Sender;
    validation_exception ValidationException "ValidationException" 400 Sender;
}
/// The service's own table.
pub static SERVICE: ServiceSchema = ServiceSchema {
    name: "sns",
    signing_name: "sns",
    endpoint_prefix: "sns",
    protocols: &[crate::Protocol::Query],
    query_compatible: false,
    target_prefix: "",
    api_version: "2010-03-31",
    xml_namespace: "http://sns.amazonaws.com/doc/2010-03-31/",
    operations: &[
        &operations::ConfirmSubscription,
        &operations::CreateTopic,
        &operations::DeleteTopic,
        &operations::GetSubscriptionAttributes,
        &operations::GetTopicAttributes,
        &operations::ListSubscriptions,
        &operations::ListSubscriptionsByTopic,
        &operations::ListTagsForResource,
        &operations::ListTopics,
        &operations::Publish,
        &operations::PublishBatch,
        &operations::SetSubscriptionAttributes,
        &operations::SetTopicAttributes,
        &operations::Subscribe,
        &operations::TagResource,
        &operations::Unsubscribe,
        &operations::UntagResource,
    ],
    names: &[
        "AddPermission",
        "CheckIfPhoneNumberIsOptedOut",
        "ConfirmSubscription",
        "CreatePlatformApplication",
        "CreatePlatformEndpoint",
        "CreateSMSSandboxPhoneNumber",
        "CreateTopic",
        "DeleteEndpoint",
        "DeletePlatformApplication",
        "DeleteSMSSandboxPhoneNumber",
        "DeleteTopic",
        "GetDataProtectionPolicy",
        "GetEndpointAttributes",
        "GetPlatformApplicationAttributes",
        "GetSMSAttributes",
        "GetSMSSandboxAccountStatus",
        "GetSubscriptionAttributes",
        "GetTopicAttributes",
        "ListEndpointsByPlatformApplication",
        "ListOriginationNumbers",
        "ListPhoneNumbersOptedOut",
        "ListPlatformApplications",
        "ListSMSSandboxPhoneNumbers",
        "ListSubscriptions",
        "ListSubscriptionsByTopic",
        "ListTagsForResource",
        "ListTopics",
        "OptInPhoneNumber",
        "Publish",
        "PublishBatch",
        "PutDataProtectionPolicy",
        "RemovePermission",
        "SetEndpointAttributes",
        "SetPlatformApplicationAttributes",
        "SetSMSAttributes",
        "SetSubscriptionAttributes",
        "SetTopicAttributes",
        "Subscribe",
        "TagResource",
        "Unsubscribe",
        "UntagResource",
        "VerifySMSSandboxPhoneNumber",
    ],
    refusal: &errors::InvalidParameterException,
    refused: &[],
    elsewhere: &[],
    plain_json: true,
};
/// One table entry per operation.
#[allow(non_upper_case_globals)]
pub mod operations {
    use super::{SERVICE, errors, shapes};
    use crate::OperationSchema;
    pub static ConfirmSubscription: OperationSchema = OperationSchema {
        name: "ConfirmSubscription",
        service: &SERVICE,
        input: Some(&shapes::ConfirmSubscriptionInput),
        output: Some(&shapes::ConfirmSubscriptionResponse),
        result_wrapper: "ConfirmSubscriptionResult",
        errors: &[
            &errors::SubscriptionLimitExceededException,
            &errors::InvalidParameterException,
            &errors::NotFoundException,
            &errors::InternalErrorException,
            &errors::AuthorizationErrorException,
            &errors::FilterPolicyLimitExceededException,
            &errors::ReplayLimitExceededException,
        ],
        http: None,
    };
    pub static CreateTopic: OperationSchema = OperationSchema {
        name: "CreateTopic",
        service: &SERVICE,
        input: Some(&shapes::CreateTopicInput),
        output: Some(&shapes::CreateTopicResponse),
        result_wrapper: "CreateTopicResult",
        errors: &[
            &errors::InvalidParameterException,
            &errors::TopicLimitExceededException,
            &errors::InternalErrorException,
            &errors::AuthorizationErrorException,
            &errors::InvalidSecurityException,
            &errors::TagLimitExceededException,
            &errors::StaleTagException,
            &errors::TagPolicyException,
            &errors::ConcurrentAccessException,
        ],
        http: None,
    };
    pub static DeleteTopic: OperationSchema = OperationSchema {
        name: "DeleteTopic",
        service: &SERVICE,
        input: Some(&shapes::DeleteTopicInput),
        output: None,
        result_wrapper: "",
        errors: &[
            &errors::InvalidParameterException,
            &errors::InvalidStateException,
            &errors::InternalErrorException,
            &errors::AuthorizationErrorException,
            &errors::NotFoundException,
            &errors::StaleTagException,
            &errors::TagPolicyException,
            &errors::ConcurrentAccessException,
        ],
        http: None,
    };
    pub static GetSubscriptionAttributes: OperationSchema = OperationSchema {
        name: "GetSubscriptionAttributes",
        service: &SERVICE,
        input: Some(&shapes::GetSubscriptionAttributesInput),
        output: Some(&shapes::GetSubscriptionAttributesResponse),
        result_wrapper: "GetSubscriptionAttributesResult",
        errors: &[
            &errors::InvalidParameterException,
            &errors::InternalErrorException,
            &errors::NotFoundException,
            &errors::AuthorizationErrorException,
        ],
        http: None,
    };
    pub static GetTopicAttributes: OperationSchema = OperationSchema {
        name: "GetTopicAttributes",
        service: &SERVICE,
        input: Some(&shapes::GetTopicAttributesInput),
        output: Some(&shapes::GetTopicAttributesResponse),
        result_wrapper: "GetTopicAttributesResult",
        errors: &[
            &errors::InvalidParameterException,
            &errors::InternalErrorException,
            &errors::NotFoundException,
            &errors::AuthorizationErrorException,
            &errors::InvalidSecurityException,
        ],
        http: None,
    };
    pub static ListSubscriptions: OperationSchema = OperationSchema {
        name: "ListSubscriptions",
        service: &SERVICE,
        input: Some(&shapes::ListSubscriptionsInput),
        output: Some(&shapes::ListSubscriptionsResponse),
        result_wrapper: "ListSubscriptionsResult",
        errors: &[
            &errors::InvalidParameterException,
            &errors::InternalErrorException,
            &errors::AuthorizationErrorException,
        ],
        http: None,
    };
    pub static ListSubscriptionsByTopic: OperationSchema = OperationSchema {
        name: "ListSubscriptionsByTopic",
        service: &SERVICE,
        input: Some(&shapes::ListSubscriptionsByTopicInput),
        output: Some(&shapes::ListSubscriptionsByTopicResponse),
        result_wrapper: "ListSubscriptionsByTopicResult",
        errors: &[
            &errors::InvalidParameterException,
            &errors::InternalErrorException,
            &errors::NotFoundException,
            &errors::AuthorizationErrorException,
        ],
        http: None,
    };
    pub static ListTagsForResource: OperationSchema = OperationSchema {
        name: "ListTagsForResource",
        service: &SERVICE,
        input: Some(&shapes::ListTagsForResourceRequest),
        output: Some(&shapes::ListTagsForResourceResponse),
        result_wrapper: "ListTagsForResourceResult",
        errors: &[
            &errors::ResourceNotFoundException,
            &errors::TagPolicyException,
            &errors::InvalidParameterException,
            &errors::AuthorizationErrorException,
            &errors::ConcurrentAccessException,
        ],
        http: None,
    };
    pub static ListTopics: OperationSchema = OperationSchema {
        name: "ListTopics",
        service: &SERVICE,
        input: Some(&shapes::ListTopicsInput),
        output: Some(&shapes::ListTopicsResponse),
        result_wrapper: "ListTopicsResult",
        errors: &[
            &errors::InvalidParameterException,
            &errors::InternalErrorException,
            &errors::AuthorizationErrorException,
        ],
        http: None,
    };
    pub static Publish: OperationSchema = OperationSchema {
        name: "Publish",
        service: &SERVICE,
        input: Some(&shapes::PublishInput),
        output: Some(&shapes::PublishResponse),
        result_wrapper: "PublishResult",
        errors: &[
            &errors::InvalidParameterException,
            &errors::InvalidParameterValueException,
            &errors::InternalErrorException,
            &errors::NotFoundException,
            &errors::EndpointDisabledException,
            &errors::PlatformApplicationDisabledException,
            &errors::AuthorizationErrorException,
            &errors::KMSDisabledException,
            &errors::KMSInvalidStateException,
            &errors::KMSNotFoundException,
            &errors::KMSOptInRequired,
            &errors::KMSThrottlingException,
            &errors::KMSAccessDeniedException,
            &errors::InvalidSecurityException,
            &errors::ValidationException,
        ],
        http: None,
    };
    pub static PublishBatch: OperationSchema = OperationSchema {
        name: "PublishBatch",
        service: &SERVICE,
        input: Some(&shapes::PublishBatchInput),
        output: Some(&shapes::PublishBatchResponse),
        result_wrapper: "PublishBatchResult",
        errors: &[
            &errors::InvalidParameterException,
            &errors::InvalidParameterValueException,
            &errors::InternalErrorException,
            &errors::NotFoundException,
            &errors::EndpointDisabledException,
            &errors::PlatformApplicationDisabledException,
            &errors::AuthorizationErrorException,
            &errors::BatchEntryIdsNotDistinctException,
            &errors::BatchRequestTooLongException,
            &errors::EmptyBatchRequestException,
            &errors::InvalidBatchEntryIdException,
            &errors::TooManyEntriesInBatchRequestException,
            &errors::KMSDisabledException,
            &errors::KMSInvalidStateException,
            &errors::KMSNotFoundException,
            &errors::KMSOptInRequired,
            &errors::KMSThrottlingException,
            &errors::KMSAccessDeniedException,
            &errors::InvalidSecurityException,
            &errors::ValidationException,
        ],
        http: None,
    };
    pub static SetSubscriptionAttributes: OperationSchema = OperationSchema {
        name: "SetSubscriptionAttributes",
        service: &SERVICE,
        input: Some(&shapes::SetSubscriptionAttributesInput),
        output: None,
        result_wrapper: "",
        errors: &[
            &errors::InvalidParameterException,
            &errors::FilterPolicyLimitExceededException,
            &errors::ReplayLimitExceededException,
            &errors::InternalErrorException,
            &errors::NotFoundException,
            &errors::AuthorizationErrorException,
        ],
        http: None,
    };
    pub static SetTopicAttributes: OperationSchema = OperationSchema {
        name: "SetTopicAttributes",
        service: &SERVICE,
        input: Some(&shapes::SetTopicAttributesInput),
        output: None,
        result_wrapper: "",
        errors: &[
            &errors::InvalidParameterException,
            &errors::InternalErrorException,
            &errors::NotFoundException,
            &errors::AuthorizationErrorException,
            &errors::InvalidSecurityException,
        ],
        http: None,
    };
    pub static Subscribe: OperationSchema = OperationSchema {
        name: "Subscribe",
        service: &SERVICE,
        input: Some(&shapes::SubscribeInput),
        output: Some(&shapes::SubscribeResponse),
        result_wrapper: "SubscribeResult",
        errors: &[
            &errors::SubscriptionLimitExceededException,
            &errors::FilterPolicyLimitExceededException,
            &errors::ReplayLimitExceededException,
            &errors::InvalidParameterException,
            &errors::InternalErrorException,
            &errors::NotFoundException,
            &errors::AuthorizationErrorException,
            &errors::InvalidSecurityException,
        ],
        http: None,
    };
    pub static TagResource: OperationSchema = OperationSchema {
        name: "TagResource",
        service: &SERVICE,
        input: Some(&shapes::TagResourceRequest),
        output: Some(&shapes::TagResourceResponse),
        result_wrapper: "TagResourceResult",
        errors: &[
            &errors::ResourceNotFoundException,
            &errors::TagLimitExceededException,
            &errors::StaleTagException,
            &errors::TagPolicyException,
            &errors::InvalidParameterException,
            &errors::AuthorizationErrorException,
            &errors::ConcurrentAccessException,
        ],
        http: None,
    };
    pub static Unsubscribe: OperationSchema = OperationSchema {
        name: "Unsubscribe",
        service: &SERVICE,
        input: Some(&shapes::UnsubscribeInput),
        output: None,
        result_wrapper: "",
        errors: &[
            &errors::InvalidParameterException,
            &errors::InternalErrorException,
            &errors::AuthorizationErrorException,
            &errors::NotFoundException,
            &errors::InvalidSecurityException,
        ],
        http: None,
    };
    pub static UntagResource: OperationSchema = OperationSchema {
        name: "UntagResource",
        service: &SERVICE,
        input: Some(&shapes::UntagResourceRequest),
        output: Some(&shapes::UntagResourceResponse),
        result_wrapper: "UntagResourceResult",
        errors: &[
            &errors::ResourceNotFoundException,
            &errors::TagLimitExceededException,
            &errors::StaleTagException,
            &errors::TagPolicyException,
            &errors::InvalidParameterException,
            &errors::AuthorizationErrorException,
            &errors::ConcurrentAccessException,
        ],
        http: None,
    };
}
/// One table entry per shape.
#[allow(non_upper_case_globals)]
pub mod shapes {
    use crate::schema::{Kind, Place, Shape, TimestampFormat, make as k};
    pub static AmazonResourceName: Shape = k::string("AmazonResourceName", &[], "", k::within(1, 1011));
    pub static BatchResultErrorEntry: Shape = k::structure(
        "BatchResultErrorEntry",
        &[
            k::required("Code", &String),
            k::required("Id", &String),
            k::optional("Message", &String),
            k::required("SenderFault", &boolean),
        ],
    );
    pub static BatchResultErrorEntryList: Shape =
        k::list("BatchResultErrorEntryList", &BatchResultErrorEntry, "member", false, k::FREE);
    pub static Binary: Shape = k::simple("Binary", Kind::Blob, k::FREE);
    pub static ConfirmSubscriptionInput: Shape = k::structure(
        "ConfirmSubscriptionInput",
        &[
            k::optional("AuthenticateOnUnsubscribe", &authenticateOnUnsubscribe),
            k::required("Token", &token),
            k::required("TopicArn", &topicARN),
        ],
    );
    pub static ConfirmSubscriptionResponse: Shape =
        k::structure("ConfirmSubscriptionResponse", &[k::optional("SubscriptionArn", &subscriptionARN)]);
    pub static CreateTopicInput: Shape = k::structure(
        "CreateTopicInput",
        &[
            k::optional("Attributes", &TopicAttributesMap),
            k::optional("DataProtectionPolicy", &k::refused(&[], "data protection policies")),
            k::required("Name", &topicName),
            k::optional("Tags", &TagList),
        ],
    );
    pub static CreateTopicResponse: Shape =
        k::structure("CreateTopicResponse", &[k::optional("TopicArn", &topicARN)]);
    pub static DeleteTopicInput: Shape =
        k::structure("DeleteTopicInput", &[k::required("TopicArn", &topicARN)]);
    pub static GetSubscriptionAttributesInput: Shape =
        k::structure("GetSubscriptionAttributesInput", &[k::required("SubscriptionArn", &subscriptionARN)]);
    pub static GetSubscriptionAttributesResponse: Shape = k::structure(
        "GetSubscriptionAttributesResponse",
        &[k::optional("Attributes", &SubscriptionAttributesMap)],
    );
    pub static GetTopicAttributesInput: Shape =
        k::structure("GetTopicAttributesInput", &[k::required("TopicArn", &topicARN)]);
    pub static GetTopicAttributesResponse: Shape =
        k::structure("GetTopicAttributesResponse", &[k::optional("Attributes", &TopicAttributesMap)]);
    pub static ListSubscriptionsByTopicInput: Shape = k::structure(
        "ListSubscriptionsByTopicInput",
        &[k::optional("NextToken", &nextToken), k::required("TopicArn", &topicARN)],
    );
    pub static ListSubscriptionsByTopicResponse: Shape = k::structure(
        "ListSubscriptionsByTopicResponse",
        &[k::optional("NextToken", &nextToken), k::optional("Subscriptions", &SubscriptionsList)],
    );
    pub static ListSubscriptionsInput: Shape =
        k::structure("ListSubscriptionsInput", &[k::optional("NextToken", &nextToken)]);
    pub static ListSubscriptionsResponse: Shape = k::structure(
        "ListSubscriptionsResponse",
        &[k::optional("NextToken", &nextToken), k::optional("Subscriptions", &SubscriptionsList)],
    );
    pub static ListTagsForResourceRequest: Shape =
        k::structure("ListTagsForResourceRequest", &[k::required("ResourceArn", &AmazonResourceName)]);
    pub static ListTagsForResourceResponse: Shape =
        k::structure("ListTagsForResourceResponse", &[k::optional("Tags", &TagList)]);
    pub static ListTopicsInput: Shape =
        k::structure("ListTopicsInput", &[k::optional("NextToken", &nextToken)]);
    pub static ListTopicsResponse: Shape = k::structure(
        "ListTopicsResponse",
        &[k::optional("NextToken", &nextToken), k::optional("Topics", &TopicsList)],
    );
    pub static MessageAttributeMap: Shape =
        k::map("MessageAttributeMap", &String, &MessageAttributeValue, ("Name", "Value"), false, k::FREE);
    pub static MessageAttributeValue: Shape = k::structure(
        "MessageAttributeValue",
        &[
            k::optional("BinaryValue", &Binary),
            k::required("DataType", &String),
            k::optional("StringValue", &String),
        ],
    );
    pub static PublishBatchInput: Shape = k::structure(
        "PublishBatchInput",
        &[
            k::required("PublishBatchRequestEntries", &PublishBatchRequestEntryList),
            k::required("TopicArn", &topicARN),
        ],
    );
    pub static PublishBatchRequestEntry: Shape = k::structure(
        "PublishBatchRequestEntry",
        &[
            k::required("Id", &String),
            k::required("Message", &message),
            k::optional("MessageAttributes", &MessageAttributeMap),
            k::optional("MessageDeduplicationId", &String),
            k::optional("MessageGroupId", &k::refused(&[], "queues of Amazon SQS")),
            k::optional("MessageStructure", &messageStructure),
            k::optional("Subject", &subject),
        ],
    );
    pub static PublishBatchRequestEntryList: Shape =
        k::list("PublishBatchRequestEntryList", &PublishBatchRequestEntry, "member", false, k::FREE);
    pub static PublishBatchResponse: Shape = k::structure(
        "PublishBatchResponse",
        &[
            k::optional("Failed", &BatchResultErrorEntryList),
            k::optional("Successful", &PublishBatchResultEntryList),
        ],
    );
    pub static PublishBatchResultEntry: Shape = k::structure(
        "PublishBatchResultEntry",
        &[
            k::optional("Id", &String),
            k::optional("MessageId", &messageId),
            k::optional("SequenceNumber", &String),
        ],
    );
    pub static PublishBatchResultEntryList: Shape =
        k::list("PublishBatchResultEntryList", &PublishBatchResultEntry, "member", false, k::FREE);
    pub static PublishInput: Shape = k::structure(
        "PublishInput",
        &[
            k::required("Message", &message),
            k::optional("MessageAttributes", &MessageAttributeMap),
            k::optional("MessageDeduplicationId", &String),
            k::optional("MessageGroupId", &k::refused(&[], "queues of Amazon SQS")),
            k::optional("MessageStructure", &messageStructure),
            k::optional("PhoneNumber", &k::refused(&[], "text messages")),
            k::optional("Subject", &subject),
            k::optional("TargetArn", &String),
            k::optional("TopicArn", &topicARN),
        ],
    );
    pub static PublishResponse: Shape = k::structure(
        "PublishResponse",
        &[k::optional("MessageId", &messageId), k::optional("SequenceNumber", &String)],
    );
    pub static SetSubscriptionAttributesInput: Shape = k::structure(
        "SetSubscriptionAttributesInput",
        &[
            k::required("AttributeName", &attributeName),
            k::optional("AttributeValue", &attributeValue),
            k::required("SubscriptionArn", &subscriptionARN),
        ],
    );
    pub static SetTopicAttributesInput: Shape = k::structure(
        "SetTopicAttributesInput",
        &[
            k::required("AttributeName", &attributeName),
            k::optional("AttributeValue", &attributeValue),
            k::required("TopicArn", &topicARN),
        ],
    );
    pub static String: Shape = k::string("String", &[], "", k::FREE);
    pub static SubscribeInput: Shape = k::structure(
        "SubscribeInput",
        &[
            k::optional("Attributes", &SubscriptionAttributesMap),
            k::optional("Endpoint", &endpoint),
            k::required("Protocol", &protocol),
            k::optional("ReturnSubscriptionArn", &boolean),
            k::required("TopicArn", &topicARN),
        ],
    );
    pub static SubscribeResponse: Shape =
        k::structure("SubscribeResponse", &[k::optional("SubscriptionArn", &subscriptionARN)]);
    pub static Subscription: Shape = k::structure(
        "Subscription",
        &[
            k::optional("Endpoint", &endpoint),
            k::optional("Owner", &account),
            k::optional("Protocol", &protocol),
            k::optional("SubscriptionArn", &subscriptionARN),
            k::optional("TopicArn", &topicARN),
        ],
    );
    pub static SubscriptionAttributesMap: Shape = k::map(
        "SubscriptionAttributesMap",
        &attributeName,
        &attributeValue,
        ("key", "value"),
        false,
        k::FREE,
    );
    pub static SubscriptionsList: Shape =
        k::list("SubscriptionsList", &Subscription, "member", false, k::FREE);
    pub static Tag: Shape =
        k::structure("Tag", &[k::required("Key", &TagKey), k::required("Value", &TagValue)]);
    pub static TagKey: Shape = k::string("TagKey", &[], "", k::within(1, 128));
    pub static TagKeyList: Shape = k::list("TagKeyList", &TagKey, "member", false, k::FREE);
    pub static TagList: Shape = k::list("TagList", &Tag, "member", false, k::FREE);
    pub static TagResourceRequest: Shape = k::structure(
        "TagResourceRequest",
        &[k::required("ResourceArn", &AmazonResourceName), k::required("Tags", &TagList)],
    );
    pub static TagResourceResponse: Shape = k::structure("TagResourceResponse", &[]);
    pub static TagValue: Shape = k::string("TagValue", &[], "", k::within(0, 256));
    pub static Topic: Shape = k::structure("Topic", &[k::optional("TopicArn", &topicARN)]);
    pub static TopicAttributesMap: Shape =
        k::map("TopicAttributesMap", &attributeName, &attributeValue, ("key", "value"), false, k::FREE);
    pub static TopicsList: Shape = k::list("TopicsList", &Topic, "member", false, k::FREE);
    pub static UnsubscribeInput: Shape =
        k::structure("UnsubscribeInput", &[k::required("SubscriptionArn", &subscriptionARN)]);
    pub static UntagResourceRequest: Shape = k::structure(
        "UntagResourceRequest",
        &[k::required("ResourceArn", &AmazonResourceName), k::required("TagKeys", &TagKeyList)],
    );
    pub static UntagResourceResponse: Shape = k::structure("UntagResourceResponse", &[]);
    pub static account: Shape = k::string("account", &[], "", k::FREE);
    pub static attributeName: Shape = k::string("attributeName", &[], "", k::FREE);
    pub static attributeValue: Shape = k::string("attributeValue", &[], "", k::FREE);
    pub static authenticateOnUnsubscribe: Shape = k::string("authenticateOnUnsubscribe", &[], "", k::FREE);
    pub static boolean: Shape = k::simple("boolean", Kind::Boolean, k::FREE);
    pub static endpoint: Shape = k::string("endpoint", &[], "", k::FREE);
    pub static message: Shape = k::string("message", &[], "", k::FREE);
    pub static messageId: Shape = k::string("messageId", &[], "", k::FREE);
    pub static messageStructure: Shape = k::string("messageStructure", &[], "", k::FREE);
    pub static nextToken: Shape = k::string("nextToken", &[], "", k::FREE);
    pub static protocol: Shape = k::string("protocol", &[], "", k::FREE);
    pub static string: Shape = k::string("string", &[], "", k::FREE);
    pub static subject: Shape = k::string("subject", &[], "", k::FREE);
    pub static subscriptionARN: Shape = k::string("subscriptionARN", &[], "", k::FREE);
    pub static token: Shape = k::string("token", &[], "", k::FREE);
    pub static topicARN: Shape = k::string("topicARN", &[], "", k::FREE);
    pub static topicName: Shape = k::string("topicName", &[], "", k::FREE);
}
