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
structure! { input AssumeRoleRequest {
    duration_seconds "DurationSeconds" Option<i64>,
    role_arn "RoleArn" String,
    role_session_name "RoleSessionName" String,
    source_identity "SourceIdentity" Option<String>,
} }
structure! { output AssumeRoleResponse {
    assumed_role_user "AssumedRoleUser" Option<AssumedRoleUser>,
    credentials "Credentials" Option<Credentials>,
    packed_policy_size "PackedPolicySize" Option<i64>,
    source_identity "SourceIdentity" Option<String>,
} }
structure! { output AssumedRoleUser {
    arn "Arn" Option<String>,
    assumed_role_id "AssumedRoleId" Option<String>,
} }
structure! { output Credentials {
    access_key_id "AccessKeyId" Option<String>,
    expiration "Expiration" Option<Timestamp>,
    secret_access_key "SecretAccessKey" Option<String>,
    session_token "SessionToken" Option<String>,
} }
structure! { input GetCallerIdentityRequest {
} }
structure! { output GetCallerIdentityResponse {
    account "Account" Option<String>,
    arn "Arn" Option<String>,
    user_id "UserId" Option<String>,
} }
operation! { AssumeRole AssumeRoleRequest AssumeRoleResponse }
operation! { GetCallerIdentity GetCallerIdentityRequest GetCallerIdentityResponse }
exceptions! {
    expired_token_exception ExpiredTokenException "ExpiredTokenException" 400 Sender;
    malformed_policy_document_exception MalformedPolicyDocumentException "MalformedPolicyDocument" 400 Sender;
    packed_policy_too_large_exception PackedPolicyTooLargeException "PackedPolicyTooLarge" 400 Sender;
    region_disabled_exception RegionDisabledException "RegionDisabledException" 403 Sender;
}
/// The service's own table.
pub static SERVICE: ServiceSchema = ServiceSchema {
    name: "sts",
    signing_name: "sts",
    endpoint_prefix: "sts",
    protocols: &[crate::Protocol::Query],
    query_compatible: false,
    target_prefix: "",
    api_version: "2011-06-15",
    xml_namespace: "https://sts.amazonaws.com/doc/2011-06-15/",
    operations: &[&operations::AssumeRole, &operations::GetCallerIdentity],
    names: &[
        "AssumeRole",
        "AssumeRoleWithSAML",
        "AssumeRoleWithWebIdentity",
        "AssumeRoot",
        "DecodeAuthorizationMessage",
        "GetAccessKeyInfo",
        "GetCallerIdentity",
        "GetDelegatedAccessToken",
        "GetFederationToken",
        "GetSessionToken",
        "GetWebIdentityToken",
    ],
    refusal: &crate::schema::make::refusal("ValidationError", "ValidationError"),
    refused: &[],
    elsewhere: &[],
    plain_json: true,
};
/// One table entry per operation.
#[allow(non_upper_case_globals)]
pub mod operations {
    use super::{SERVICE, errors, shapes};
    use crate::OperationSchema;
    pub static AssumeRole: OperationSchema = OperationSchema {
        name: "AssumeRole",
        service: &SERVICE,
        input: Some(&shapes::AssumeRoleRequest),
        output: Some(&shapes::AssumeRoleResponse),
        result_wrapper: "AssumeRoleResult",
        errors: &[
            &errors::MalformedPolicyDocumentException,
            &errors::PackedPolicyTooLargeException,
            &errors::RegionDisabledException,
            &errors::ExpiredTokenException,
        ],
        http: None,
    };
    pub static GetCallerIdentity: OperationSchema = OperationSchema {
        name: "GetCallerIdentity",
        service: &SERVICE,
        input: Some(&shapes::GetCallerIdentityRequest),
        output: Some(&shapes::GetCallerIdentityResponse),
        result_wrapper: "GetCallerIdentityResult",
        errors: &[],
        http: None,
    };
}
/// One table entry per shape.
#[allow(non_upper_case_globals)]
pub mod shapes {
    use crate::schema::{Kind, Place, Shape, TimestampFormat, make as k};
    pub static AssumeRoleRequest: Shape = k::structure(
        "AssumeRoleRequest",
        &[
            k::optional("DurationSeconds", &roleDurationSecondsType),
            k::optional("ExternalId", &externalIdType),
            k::optional("Policy", &k::refused(&[], "session policies")),
            k::optional("PolicyArns", &k::refused(&[], "session policies")),
            k::optional("ProvidedContexts", &k::refused(&[], "contexts")),
            k::required("RoleArn", &arnType),
            k::required("RoleSessionName", &roleSessionNameType),
            k::optional("SerialNumber", &k::refused(&[], "multi-factor authentication")),
            k::optional("SourceIdentity", &sourceIdentityType),
            k::optional("Tags", &tagListType),
            k::optional("TokenCode", &k::refused(&[], "multi-factor authentication")),
            k::optional("TransitiveTagKeys", &tagKeyListType),
        ],
    );
    pub static AssumeRoleResponse: Shape = k::structure(
        "AssumeRoleResponse",
        &[
            k::optional("AssumedRoleUser", &AssumedRoleUser),
            k::optional("Credentials", &Credentials),
            k::optional("PackedPolicySize", &nonNegativeIntegerType),
            k::optional("SourceIdentity", &sourceIdentityType),
        ],
    );
    pub static AssumedRoleUser: Shape = k::structure(
        "AssumedRoleUser",
        &[k::required("Arn", &arnType), k::required("AssumedRoleId", &assumedRoleIdType)],
    );
    pub static Credentials: Shape = k::structure(
        "Credentials",
        &[
            k::required("AccessKeyId", &accessKeyIdType),
            k::required("Expiration", &dateType),
            k::required("SecretAccessKey", &accessKeySecretType),
            k::required("SessionToken", &tokenType),
        ],
    );
    pub static GetCallerIdentityRequest: Shape = k::structure("GetCallerIdentityRequest", &[]);
    pub static GetCallerIdentityResponse: Shape = k::structure(
        "GetCallerIdentityResponse",
        &[
            k::optional("Account", &accountType),
            k::optional("Arn", &arnType),
            k::optional("UserId", &userIdType),
        ],
    );
    pub static Tag: Shape =
        k::structure("Tag", &[k::required("Key", &tagKeyType), k::required("Value", &tagValueType)]);
    pub static accessKeyIdType: Shape = k::string("accessKeyIdType", &[], "[\\w]*", k::within(16, 128));
    pub static accessKeySecretType: Shape = k::sensitive(k::string("accessKeySecretType", &[], "", k::FREE));
    pub static accountType: Shape = k::string("accountType", &[], "", k::FREE);
    pub static arnType: Shape = k::string(
        "arnType",
        &[],
        "[\\u0009\\u000A\\u000D\\u0020-\\u007E\\u0085\\u00A0-\\uD7FF\\uE000-\\uFFFD\\u10000-\\u10FFFF]+",
        k::within(20, 2048),
    );
    pub static assumedRoleIdType: Shape =
        k::string("assumedRoleIdType", &[], "[\\w+=,.@:-]*", k::within(2, 193));
    pub static dateType: Shape = k::simple("dateType", Kind::Timestamp(TimestampFormat::Usual), k::FREE);
    pub static expiredIdentityTokenMessage: Shape =
        k::string("expiredIdentityTokenMessage", &[], "", k::FREE);
    pub static externalIdType: Shape =
        k::string("externalIdType", &[], "[\\w+=,.@:\\/-]*", k::within(2, 1224));
    pub static malformedPolicyDocumentMessage: Shape =
        k::string("malformedPolicyDocumentMessage", &[], "", k::FREE);
    pub static nonNegativeIntegerType: Shape =
        k::simple("nonNegativeIntegerType", Kind::Integer, k::at_least(0));
    pub static packedPolicyTooLargeMessage: Shape =
        k::string("packedPolicyTooLargeMessage", &[], "", k::FREE);
    pub static regionDisabledMessage: Shape = k::string("regionDisabledMessage", &[], "", k::FREE);
    pub static roleDurationSecondsType: Shape =
        k::simple("roleDurationSecondsType", Kind::Integer, k::within(900, 43200));
    pub static roleSessionNameType: Shape =
        k::string("roleSessionNameType", &[], "[\\w+=,.@-]*", k::within(2, 64));
    pub static sourceIdentityType: Shape =
        k::string("sourceIdentityType", &[], "[\\w+=,.@-]*", k::within(2, 64));
    pub static tagKeyListType: Shape =
        k::list("tagKeyListType", &tagKeyType, "member", false, k::at_most(50));
    pub static tagKeyType: Shape =
        k::string("tagKeyType", &[], "[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+", k::within(1, 128));
    pub static tagListType: Shape = k::list("tagListType", &Tag, "member", false, k::at_most(50));
    pub static tagValueType: Shape =
        k::string("tagValueType", &[], "[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*", k::within(0, 256));
    pub static tokenType: Shape = k::string("tokenType", &[], "", k::FREE);
    pub static userIdType: Shape = k::string("userIdType", &[], "", k::FREE);
}
