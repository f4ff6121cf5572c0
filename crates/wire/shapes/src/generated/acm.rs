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
structure! { input AddTagsToCertificateRequest {
    certificate_arn "CertificateArn" String,
    tags "Tags" Vec<Tag>,
} }
structure! { output CertificateDetail {
    certificate_arn "CertificateArn" Option<String>,
    certificate_authority_arn "CertificateAuthorityArn" Option<String>,
    created_at "CreatedAt" Option<Timestamp>,
    domain_name "DomainName" Option<String>,
    domain_validation_options "DomainValidationOptions" Option<Vec<DomainValidation>>,
    extended_key_usages "ExtendedKeyUsages" Option<Vec<ExtendedKeyUsage>>,
    failure_reason "FailureReason" Option<String>,
    imported_at "ImportedAt" Option<Timestamp>,
    in_use_by "InUseBy" Option<Vec<String>>,
    issued_at "IssuedAt" Option<Timestamp>,
    issuer "Issuer" Option<String>,
    key_algorithm "KeyAlgorithm" Option<String>,
    key_usages "KeyUsages" Option<Vec<KeyUsage>>,
    managed_by "ManagedBy" Option<String>,
    not_after "NotAfter" Option<Timestamp>,
    not_before "NotBefore" Option<Timestamp>,
    options "Options" Option<CertificateOptions>,
    renewal_eligibility "RenewalEligibility" Option<String>,
    renewal_summary "RenewalSummary" Option<RenewalSummary>,
    revocation_reason "RevocationReason" Option<String>,
    revoked_at "RevokedAt" Option<Timestamp>,
    serial "Serial" Option<String>,
    signature_algorithm "SignatureAlgorithm" Option<String>,
    status "Status" Option<String>,
    subject "Subject" Option<String>,
    subject_alternative_names "SubjectAlternativeNames" Option<Vec<String>>,
    r#type "Type" Option<String>,
} }
structure! { both CertificateOptions {
    certificate_transparency_logging_preference "CertificateTransparencyLoggingPreference" Option<String>,
    export "Export" Option<String>,
} }
structure! { output CertificateSummary {
    certificate_arn "CertificateArn" Option<String>,
    created_at "CreatedAt" Option<Timestamp>,
    domain_name "DomainName" Option<String>,
    export_option "ExportOption" Option<String>,
    exported "Exported" Option<bool>,
    extended_key_usages "ExtendedKeyUsages" Option<Vec<String>>,
    has_additional_subject_alternative_names "HasAdditionalSubjectAlternativeNames" Option<bool>,
    imported_at "ImportedAt" Option<Timestamp>,
    in_use "InUse" Option<bool>,
    issued_at "IssuedAt" Option<Timestamp>,
    key_algorithm "KeyAlgorithm" Option<String>,
    key_usages "KeyUsages" Option<Vec<String>>,
    managed_by "ManagedBy" Option<String>,
    not_after "NotAfter" Option<Timestamp>,
    not_before "NotBefore" Option<Timestamp>,
    renewal_eligibility "RenewalEligibility" Option<String>,
    revoked_at "RevokedAt" Option<Timestamp>,
    status "Status" Option<String>,
    subject_alternative_name_summaries "SubjectAlternativeNameSummaries" Option<Vec<String>>,
    r#type "Type" Option<String>,
} }
structure! { input DeleteCertificateRequest {
    certificate_arn "CertificateArn" String,
} }
structure! { input DescribeCertificateRequest {
    certificate_arn "CertificateArn" String,
} }
structure! { output DescribeCertificateResponse {
    certificate "Certificate" Option<CertificateDetail>,
} }
structure! { output DomainValidation {
    domain_name "DomainName" Option<String>,
    http_redirect "HttpRedirect" Option<HttpRedirect>,
    resource_record "ResourceRecord" Option<ResourceRecord>,
    validation_domain "ValidationDomain" Option<String>,
    validation_emails "ValidationEmails" Option<Vec<String>>,
    validation_method "ValidationMethod" Option<String>,
    validation_status "ValidationStatus" Option<String>,
} }
structure! { output ExtendedKeyUsage {
    name "Name" Option<String>,
    oid "OID" Option<String>,
} }
structure! { input Filters {
    export_option "exportOption" Option<String>,
    extended_key_usage "extendedKeyUsage" Option<Vec<String>>,
    key_types "keyTypes" Option<Vec<String>>,
    key_usage "keyUsage" Option<Vec<String>>,
    managed_by "managedBy" Option<String>,
} }
structure! { input GetCertificateRequest {
    certificate_arn "CertificateArn" String,
} }
structure! { output GetCertificateResponse {
    certificate "Certificate" Option<String>,
    certificate_chain "CertificateChain" Option<String>,
} }
structure! { output HttpRedirect {
    redirect_from "RedirectFrom" Option<String>,
    redirect_to "RedirectTo" Option<String>,
} }
structure! { input ImportCertificateRequest {
    certificate "Certificate" Vec<u8>,
    certificate_arn "CertificateArn" Option<String>,
    certificate_chain "CertificateChain" Option<Vec<u8>>,
    private_key "PrivateKey" Vec<u8>,
    tags "Tags" Option<Vec<Tag>>,
} }
structure! { output ImportCertificateResponse {
    certificate_arn "CertificateArn" Option<String>,
} }
structure! { output KeyUsage {
    name "Name" Option<String>,
} }
structure! { input ListCertificatesRequest {
    certificate_statuses "CertificateStatuses" Option<Vec<String>>,
    includes "Includes" Option<Filters>,
    max_items "MaxItems" Option<i64>,
    next_token "NextToken" Option<String>,
    sort_by "SortBy" Option<String>,
    sort_order "SortOrder" Option<String>,
} }
structure! { output ListCertificatesResponse {
    certificate_summary_list "CertificateSummaryList" Option<Vec<CertificateSummary>>,
    next_token "NextToken" Option<String>,
} }
structure! { input ListTagsForCertificateRequest {
    certificate_arn "CertificateArn" String,
} }
structure! { output ListTagsForCertificateResponse {
    tags "Tags" Option<Vec<Tag>>,
} }
structure! { input RemoveTagsFromCertificateRequest {
    certificate_arn "CertificateArn" String,
    tags "Tags" Vec<Tag>,
} }
structure! { input RenewCertificateRequest {
    certificate_arn "CertificateArn" String,
} }
structure! { output RenewalSummary {
    domain_validation_options "DomainValidationOptions" Option<Vec<DomainValidation>>,
    renewal_status "RenewalStatus" Option<String>,
    renewal_status_reason "RenewalStatusReason" Option<String>,
    updated_at "UpdatedAt" Option<Timestamp>,
} }
structure! { input RequestCertificateRequest {
    domain_name "DomainName" String,
    idempotency_token "IdempotencyToken" Option<String>,
    key_algorithm "KeyAlgorithm" Option<String>,
    options "Options" Option<CertificateOptions>,
    subject_alternative_names "SubjectAlternativeNames" Option<Vec<String>>,
    tags "Tags" Option<Vec<Tag>>,
} }
structure! { output RequestCertificateResponse {
    certificate_arn "CertificateArn" Option<String>,
} }
structure! { output ResourceRecord {
    name "Name" Option<String>,
    r#type "Type" Option<String>,
    value "Value" Option<String>,
} }
structure! { both Tag {
    key "Key" String,
    value "Value" Option<String>,
} }
tag! { Tag }
structure! { output ThrottlingReason {
    reason "reason" Option<String>,
    resource "resource" Option<String>,
} }
operation! { AddTagsToCertificate AddTagsToCertificateRequest Unit }
operation! { DeleteCertificate DeleteCertificateRequest Unit }
operation! { DescribeCertificate DescribeCertificateRequest DescribeCertificateResponse }
operation! { GetCertificate GetCertificateRequest GetCertificateResponse }
operation! { ImportCertificate ImportCertificateRequest ImportCertificateResponse }
operation! { ListCertificates ListCertificatesRequest ListCertificatesResponse }
operation! { ListTagsForCertificate ListTagsForCertificateRequest ListTagsForCertificateResponse }
operation! { RemoveTagsFromCertificate RemoveTagsFromCertificateRequest Unit }
operation! { RenewCertificate RenewCertificateRequest Unit }
operation! { RequestCertificate RequestCertificateRequest RequestCertificateResponse }
exceptions! {
    access_denied_exception AccessDeniedException "AccessDeniedException" 400 Sender;
    conflict_exception ConflictException "ConflictException" 400 Sender;
    invalid_args_exception InvalidArgsException "InvalidArgsException" 400 Sender;
    invalid_arn_exception InvalidArnException "InvalidArnException" 400 Sender;
    invalid_domain_validation_options_exception InvalidDomainValidationOptionsException "InvalidDomainValidationOptionsException" 400 Sender;
    invalid_parameter_exception InvalidParameterException "InvalidParameterException" 400 Sender;
    invalid_tag_exception InvalidTagException "InvalidTagException" 400 Sender;
    limit_exceeded_exception LimitExceededException "LimitExceededException" 400 Sender;
    request_in_progress_exception RequestInProgressException "RequestInProgressException" 400 Sender;
    resource_in_use_exception ResourceInUseException "ResourceInUseException" 400 Sender;
    resource_not_found_exception ResourceNotFoundException "ResourceNotFoundException" 400 Sender;
    tag_policy_exception TagPolicyException "TagPolicyException" 400 Sender;
    throttling_exception ThrottlingException "ThrottlingException" 400 Sender;
    too_many_tags_exception TooManyTagsException "TooManyTagsException" 400 Sender;
    validation_exception ValidationException "ValidationException" 400 Sender;
}
/// The service's own table.
pub static SERVICE: ServiceSchema = ServiceSchema {
    name: "acm",
    signing_name: "acm",
    endpoint_prefix: "acm",
    protocols: &[crate::Protocol::Json11],
    query_compatible: false,
    target_prefix: "CertificateManager",
    api_version: "2015-12-08",
    xml_namespace: "",
    operations: &[
        &operations::AddTagsToCertificate,
        &operations::DeleteCertificate,
        &operations::DescribeCertificate,
        &operations::GetCertificate,
        &operations::ImportCertificate,
        &operations::ListCertificates,
        &operations::ListTagsForCertificate,
        &operations::RemoveTagsFromCertificate,
        &operations::RenewCertificate,
        &operations::RequestCertificate,
    ],
    names: &[
        "AddTagsToCertificate",
        "DeleteCertificate",
        "DescribeCertificate",
        "ExportCertificate",
        "GetAccountConfiguration",
        "GetCertificate",
        "ImportCertificate",
        "ListCertificates",
        "ListTagsForCertificate",
        "PutAccountConfiguration",
        "RemoveTagsFromCertificate",
        "RenewCertificate",
        "RequestCertificate",
        "ResendValidationEmail",
        "RevokeCertificate",
        "SearchCertificates",
        "UpdateCertificateOptions",
    ],
    refusal: &errors::InvalidParameterException,
    refused: &[("ExportCertificate", "No certificate can be exported")],
    elsewhere: &[],
    plain_json: true,
};
/// One table entry per operation.
#[allow(non_upper_case_globals)]
pub mod operations {
    use super::{SERVICE, errors, shapes};
    use crate::OperationSchema;
    pub static AddTagsToCertificate: OperationSchema = OperationSchema {
        name: "AddTagsToCertificate",
        service: &SERVICE,
        input: Some(&shapes::AddTagsToCertificateRequest),
        output: None,
        result_wrapper: "",
        errors: &[
            &errors::InvalidParameterException,
            &errors::TagPolicyException,
            &errors::TooManyTagsException,
            &errors::InvalidArnException,
            &errors::ThrottlingException,
            &errors::InvalidTagException,
            &errors::ResourceNotFoundException,
        ],
        http: None,
    };
    pub static DeleteCertificate: OperationSchema = OperationSchema {
        name: "DeleteCertificate",
        service: &SERVICE,
        input: Some(&shapes::DeleteCertificateRequest),
        output: None,
        result_wrapper: "",
        errors: &[
            &errors::ResourceInUseException,
            &errors::InvalidArnException,
            &errors::ThrottlingException,
            &errors::ConflictException,
            &errors::AccessDeniedException,
            &errors::ResourceNotFoundException,
        ],
        http: None,
    };
    pub static DescribeCertificate: OperationSchema = OperationSchema {
        name: "DescribeCertificate",
        service: &SERVICE,
        input: Some(&shapes::DescribeCertificateRequest),
        output: Some(&shapes::DescribeCertificateResponse),
        result_wrapper: "",
        errors: &[&errors::InvalidArnException, &errors::ResourceNotFoundException],
        http: None,
    };
    pub static GetCertificate: OperationSchema = OperationSchema {
        name: "GetCertificate",
        service: &SERVICE,
        input: Some(&shapes::GetCertificateRequest),
        output: Some(&shapes::GetCertificateResponse),
        result_wrapper: "",
        errors: &[
            &errors::InvalidArnException,
            &errors::RequestInProgressException,
            &errors::ResourceNotFoundException,
        ],
        http: None,
    };
    pub static ImportCertificate: OperationSchema = OperationSchema {
        name: "ImportCertificate",
        service: &SERVICE,
        input: Some(&shapes::ImportCertificateRequest),
        output: Some(&shapes::ImportCertificateResponse),
        result_wrapper: "",
        errors: &[
            &errors::InvalidParameterException,
            &errors::TagPolicyException,
            &errors::TooManyTagsException,
            &errors::InvalidArnException,
            &errors::InvalidTagException,
            &errors::ConflictException,
            &errors::LimitExceededException,
            &errors::ResourceNotFoundException,
        ],
        http: None,
    };
    pub static ListCertificates: OperationSchema = OperationSchema {
        name: "ListCertificates",
        service: &SERVICE,
        input: Some(&shapes::ListCertificatesRequest),
        output: Some(&shapes::ListCertificatesResponse),
        result_wrapper: "",
        errors: &[&errors::ValidationException, &errors::InvalidArgsException],
        http: None,
    };
    pub static ListTagsForCertificate: OperationSchema = OperationSchema {
        name: "ListTagsForCertificate",
        service: &SERVICE,
        input: Some(&shapes::ListTagsForCertificateRequest),
        output: Some(&shapes::ListTagsForCertificateResponse),
        result_wrapper: "",
        errors: &[&errors::InvalidArnException, &errors::ResourceNotFoundException],
        http: None,
    };
    pub static RemoveTagsFromCertificate: OperationSchema = OperationSchema {
        name: "RemoveTagsFromCertificate",
        service: &SERVICE,
        input: Some(&shapes::RemoveTagsFromCertificateRequest),
        output: None,
        result_wrapper: "",
        errors: &[
            &errors::InvalidParameterException,
            &errors::TagPolicyException,
            &errors::InvalidArnException,
            &errors::ThrottlingException,
            &errors::InvalidTagException,
            &errors::ResourceNotFoundException,
        ],
        http: None,
    };
    pub static RenewCertificate: OperationSchema = OperationSchema {
        name: "RenewCertificate",
        service: &SERVICE,
        input: Some(&shapes::RenewCertificateRequest),
        output: None,
        result_wrapper: "",
        errors: &[
            &errors::InvalidArnException,
            &errors::RequestInProgressException,
            &errors::ResourceNotFoundException,
        ],
        http: None,
    };
    pub static RequestCertificate: OperationSchema = OperationSchema {
        name: "RequestCertificate",
        service: &SERVICE,
        input: Some(&shapes::RequestCertificateRequest),
        output: Some(&shapes::RequestCertificateResponse),
        result_wrapper: "",
        errors: &[
            &errors::InvalidParameterException,
            &errors::TagPolicyException,
            &errors::TooManyTagsException,
            &errors::InvalidArnException,
            &errors::InvalidTagException,
            &errors::InvalidDomainValidationOptionsException,
            &errors::LimitExceededException,
        ],
        http: None,
    };
}
/// One table entry per shape.
#[allow(non_upper_case_globals)]
pub mod shapes {
    use crate::schema::{Kind, Place, Shape, TimestampFormat, make as k};
    pub static AddTagsToCertificateRequest: Shape = k::structure(
        "AddTagsToCertificateRequest",
        &[k::required("CertificateArn", &Arn), k::required("Tags", &TagList)],
    );
    pub static Arn: Shape = k::string(
        "Arn",
        &[],
        "arn:[\\w+=/,.@-]+:acm:[\\w+=/,.@-]*:[0-9]+:[\\w+=,.@-]+(/[\\w+=,.@-]+)*",
        k::within(20, 2048),
    );
    pub static AvailabilityErrorMessage: Shape = k::string("AvailabilityErrorMessage", &[], "", k::FREE);
    pub static CertificateBody: Shape = k::string(
        "CertificateBody",
        &[],
        "-{5}BEGIN CERTIFICATE-{5}\\u000D?\\u000A([A-Za-z0-9/+]{64}\\u000D?\\u000A)*[A-Za-z0-9/+]{1,64}={0,2}\\u000D?\\u000A-{5}END CERTIFICATE-{5}(\\u000D?\\u000A)?",
        k::within(1, 32768),
    );
    pub static CertificateBodyBlob: Shape = k::simple("CertificateBodyBlob", Kind::Blob, k::within(1, 32768));
    pub static CertificateChain: Shape = k::string(
        "CertificateChain",
        &[],
        "(-{5}BEGIN CERTIFICATE-{5}\\u000D?\\u000A([A-Za-z0-9/+]{64}\\u000D?\\u000A)*[A-Za-z0-9/+]{1,64}={0,2}\\u000D?\\u000A-{5}END CERTIFICATE-{5}\\u000D?\\u000A)*-{5}BEGIN CERTIFICATE-{5}\\u000D?\\u000A([A-Za-z0-9/+]{64}\\u000D?\\u000A)*[A-Za-z0-9/+]{1,64}={0,2}\\u000D?\\u000A-{5}END CERTIFICATE-{5}(\\u000D?\\u000A)?",
        k::within(1, 2097152),
    );
    pub static CertificateChainBlob: Shape =
        k::simple("CertificateChainBlob", Kind::Blob, k::within(1, 2097152));
    pub static CertificateDetail: Shape = k::structure(
        "CertificateDetail",
        &[
            k::optional("CertificateArn", &Arn),
            k::optional("CertificateAuthorityArn", &Arn),
            k::optional("CreatedAt", &TStamp),
            k::optional("DomainName", &DomainNameString),
            k::optional("DomainValidationOptions", &DomainValidationList),
            k::optional("ExtendedKeyUsages", &ExtendedKeyUsageList),
            k::optional("FailureReason", &FailureReason),
            k::optional("ImportedAt", &TStamp),
            k::optional("InUseBy", &InUseList),
            k::optional("IssuedAt", &TStamp),
            k::optional("Issuer", &String),
            k::optional("KeyAlgorithm", &KeyAlgorithm),
            k::optional("KeyUsages", &KeyUsageList),
            k::optional("ManagedBy", &CertificateManagedBy),
            k::optional("NotAfter", &TStamp),
            k::optional("NotBefore", &TStamp),
            k::optional("Options", &CertificateOptions),
            k::optional("RenewalEligibility", &RenewalEligibility),
            k::optional("RenewalSummary", &RenewalSummary),
            k::optional("RevocationReason", &RevocationReason),
            k::optional("RevokedAt", &TStamp),
            k::optional("Serial", &String),
            k::optional("SignatureAlgorithm", &String),
            k::optional("Status", &CertificateStatus),
            k::optional("Subject", &String),
            k::optional("SubjectAlternativeNames", &DomainList),
            k::optional("Type", &CertificateType),
        ],
    );
    pub static CertificateExport: Shape =
        k::string("CertificateExport", &["ENABLED", "DISABLED"], "", k::FREE);
    pub static CertificateManagedBy: Shape = k::string("CertificateManagedBy", &["CLOUDFRONT"], "", k::FREE);
    pub static CertificateOptions: Shape = k::structure(
        "CertificateOptions",
        &[
            k::optional(
                "CertificateTransparencyLoggingPreference",
                &CertificateTransparencyLoggingPreference,
            ),
            k::optional("Export", &CertificateExport),
        ],
    );
    pub static CertificateStatus: Shape = k::string(
        "CertificateStatus",
        &["PENDING_VALIDATION", "ISSUED", "INACTIVE", "EXPIRED", "VALIDATION_TIMED_OUT", "REVOKED", "FAILED"],
        "",
        k::FREE,
    );
    pub static CertificateStatuses: Shape =
        k::list("CertificateStatuses", &CertificateStatus, "member", false, k::FREE);
    pub static CertificateSummary: Shape = k::structure(
        "CertificateSummary",
        &[
            k::optional("CertificateArn", &Arn),
            k::optional("CreatedAt", &TStamp),
            k::optional("DomainName", &DomainNameString),
            k::optional("ExportOption", &CertificateExport),
            k::optional("Exported", &NullableBoolean),
            k::optional("ExtendedKeyUsages", &ExtendedKeyUsageNames),
            k::optional("HasAdditionalSubjectAlternativeNames", &NullableBoolean),
            k::optional("ImportedAt", &TStamp),
            k::optional("InUse", &NullableBoolean),
            k::optional("IssuedAt", &TStamp),
            k::optional("KeyAlgorithm", &KeyAlgorithm),
            k::optional("KeyUsages", &KeyUsageNames),
            k::optional("ManagedBy", &CertificateManagedBy),
            k::optional("NotAfter", &TStamp),
            k::optional("NotBefore", &TStamp),
            k::optional("RenewalEligibility", &RenewalEligibility),
            k::optional("RevokedAt", &TStamp),
            k::optional("Status", &CertificateStatus),
            k::optional("SubjectAlternativeNameSummaries", &DomainList),
            k::optional("Type", &CertificateType),
        ],
    );
    pub static CertificateSummaryList: Shape =
        k::list("CertificateSummaryList", &CertificateSummary, "member", false, k::FREE);
    pub static CertificateTransparencyLoggingPreference: Shape =
        k::string("CertificateTransparencyLoggingPreference", &["ENABLED", "DISABLED"], "", k::FREE);
    pub static CertificateType: Shape =
        k::string("CertificateType", &["IMPORTED", "AMAZON_ISSUED", "PRIVATE"], "", k::FREE);
    pub static CoralAvailabilityThrottledResource: Shape =
        k::string("CoralAvailabilityThrottledResource", &[], "", k::FREE);
    pub static CoralAvailabilityThrottlingReason: Shape =
        k::string("CoralAvailabilityThrottlingReason", &[], "", k::FREE);
    pub static DeleteCertificateRequest: Shape =
        k::structure("DeleteCertificateRequest", &[k::required("CertificateArn", &Arn)]);
    pub static DescribeCertificateRequest: Shape =
        k::structure("DescribeCertificateRequest", &[k::required("CertificateArn", &Arn)]);
    pub static DescribeCertificateResponse: Shape =
        k::structure("DescribeCertificateResponse", &[k::optional("Certificate", &CertificateDetail)]);
    pub static DomainList: Shape =
        k::list("DomainList", &DomainNameString, "member", false, k::within(1, 100));
    pub static DomainNameString: Shape = k::string(
        "DomainNameString",
        &[],
        "(\\*\\.)?(((?!-)[A-Za-z0-9-]{0,62}[A-Za-z0-9])\\.)+((?!-)[A-Za-z0-9-]{1,62}[A-Za-z0-9])",
        k::within(1, 253),
    );
    pub static DomainStatus: Shape =
        k::string("DomainStatus", &["PENDING_VALIDATION", "SUCCESS", "FAILED"], "", k::FREE);
    pub static DomainValidation: Shape = k::structure(
        "DomainValidation",
        &[
            k::required("DomainName", &DomainNameString),
            k::optional("HttpRedirect", &HttpRedirect),
            k::optional("ResourceRecord", &ResourceRecord),
            k::optional("ValidationDomain", &DomainNameString),
            k::optional("ValidationEmails", &ValidationEmailList),
            k::optional("ValidationMethod", &ValidationMethod),
            k::optional("ValidationStatus", &DomainStatus),
        ],
    );
    pub static DomainValidationList: Shape =
        k::list("DomainValidationList", &DomainValidation, "member", false, k::within(1, 1000));
    pub static ExtendedKeyUsage: Shape = k::structure(
        "ExtendedKeyUsage",
        &[k::optional("Name", &ExtendedKeyUsageName), k::optional("OID", &String)],
    );
    pub static ExtendedKeyUsageFilterList: Shape =
        k::list("ExtendedKeyUsageFilterList", &ExtendedKeyUsageName, "member", false, k::FREE);
    pub static ExtendedKeyUsageList: Shape =
        k::list("ExtendedKeyUsageList", &ExtendedKeyUsage, "member", false, k::FREE);
    pub static ExtendedKeyUsageName: Shape = k::string(
        "ExtendedKeyUsageName",
        &[
            "TLS_WEB_SERVER_AUTHENTICATION",
            "TLS_WEB_CLIENT_AUTHENTICATION",
            "CODE_SIGNING",
            "EMAIL_PROTECTION",
            "TIME_STAMPING",
            "OCSP_SIGNING",
            "IPSEC_END_SYSTEM",
            "IPSEC_TUNNEL",
            "IPSEC_USER",
            "ANY",
            "NONE",
            "CUSTOM",
        ],
        "",
        k::FREE,
    );
    pub static ExtendedKeyUsageNames: Shape =
        k::list("ExtendedKeyUsageNames", &ExtendedKeyUsageName, "member", false, k::FREE);
    pub static FailureReason: Shape = k::string(
        "FailureReason",
        &[
            "NO_AVAILABLE_CONTACTS",
            "ADDITIONAL_VERIFICATION_REQUIRED",
            "DOMAIN_NOT_ALLOWED",
            "INVALID_PUBLIC_DOMAIN",
            "DOMAIN_VALIDATION_DENIED",
            "CAA_ERROR",
            "PCA_LIMIT_EXCEEDED",
            "PCA_INVALID_ARN",
            "PCA_INVALID_STATE",
            "PCA_REQUEST_FAILED",
            "PCA_NAME_CONSTRAINTS_VALIDATION",
            "PCA_RESOURCE_NOT_FOUND",
            "PCA_INVALID_ARGS",
            "PCA_INVALID_DURATION",
            "PCA_ACCESS_DENIED",
            "SLR_NOT_FOUND",
            "OTHER",
        ],
        "",
        k::FREE,
    );
    pub static Filters: Shape = k::structure(
        "Filters",
        &[
            k::optional("exportOption", &CertificateExport),
            k::optional("extendedKeyUsage", &ExtendedKeyUsageFilterList),
            k::optional("keyTypes", &KeyAlgorithmList),
            k::optional("keyUsage", &KeyUsageFilterList),
            k::optional("managedBy", &CertificateManagedBy),
        ],
    );
    pub static GetCertificateRequest: Shape =
        k::structure("GetCertificateRequest", &[k::required("CertificateArn", &Arn)]);
    pub static GetCertificateResponse: Shape = k::structure(
        "GetCertificateResponse",
        &[k::optional("Certificate", &CertificateBody), k::optional("CertificateChain", &CertificateChain)],
    );
    pub static HttpRedirect: Shape = k::structure(
        "HttpRedirect",
        &[k::optional("RedirectFrom", &String), k::optional("RedirectTo", &String)],
    );
    pub static IdempotencyToken: Shape = k::string("IdempotencyToken", &[], "\\w+", k::within(1, 32));
    pub static ImportCertificateRequest: Shape = k::structure(
        "ImportCertificateRequest",
        &[
            k::required("Certificate", &CertificateBodyBlob),
            k::optional("CertificateArn", &Arn),
            k::optional("CertificateChain", &CertificateChainBlob),
            k::required("PrivateKey", &PrivateKeyBlob),
            k::optional("Tags", &TagList),
        ],
    );
    pub static ImportCertificateResponse: Shape =
        k::structure("ImportCertificateResponse", &[k::optional("CertificateArn", &Arn)]);
    pub static InUseList: Shape = k::list("InUseList", &String, "member", false, k::FREE);
    pub static KeyAlgorithm: Shape = k::string(
        "KeyAlgorithm",
        &["RSA_1024", "RSA_2048", "RSA_3072", "RSA_4096", "EC_prime256v1", "EC_secp384r1", "EC_secp521r1"],
        "",
        k::FREE,
    );
    pub static KeyAlgorithmList: Shape = k::list("KeyAlgorithmList", &KeyAlgorithm, "member", false, k::FREE);
    pub static KeyUsage: Shape = k::structure("KeyUsage", &[k::optional("Name", &KeyUsageName)]);
    pub static KeyUsageFilterList: Shape =
        k::list("KeyUsageFilterList", &KeyUsageName, "member", false, k::FREE);
    pub static KeyUsageList: Shape = k::list("KeyUsageList", &KeyUsage, "member", false, k::FREE);
    pub static KeyUsageName: Shape = k::string(
        "KeyUsageName",
        &[
            "DIGITAL_SIGNATURE",
            "NON_REPUDIATION",
            "KEY_ENCIPHERMENT",
            "DATA_ENCIPHERMENT",
            "KEY_AGREEMENT",
            "CERTIFICATE_SIGNING",
            "CRL_SIGNING",
            "ENCIPHER_ONLY",
            "DECIPHER_ONLY",
            "ANY",
            "CUSTOM",
        ],
        "",
        k::FREE,
    );
    pub static KeyUsageNames: Shape = k::list("KeyUsageNames", &KeyUsageName, "member", false, k::FREE);
    pub static ListCertificatesRequest: Shape = k::structure(
        "ListCertificatesRequest",
        &[
            k::optional("CertificateStatuses", &CertificateStatuses),
            k::optional("Includes", &Filters),
            k::optional("MaxItems", &MaxItems),
            k::optional("NextToken", &NextToken),
            k::optional("SortBy", &SortBy),
            k::optional("SortOrder", &SortOrder),
        ],
    );
    pub static ListCertificatesResponse: Shape = k::structure(
        "ListCertificatesResponse",
        &[
            k::optional("CertificateSummaryList", &CertificateSummaryList),
            k::optional("NextToken", &NextToken),
        ],
    );
    pub static ListTagsForCertificateRequest: Shape =
        k::structure("ListTagsForCertificateRequest", &[k::required("CertificateArn", &Arn)]);
    pub static ListTagsForCertificateResponse: Shape =
        k::structure("ListTagsForCertificateResponse", &[k::optional("Tags", &TagList)]);
    pub static MaxItems: Shape = k::simple("MaxItems", Kind::Integer, k::within(1, 1000));
    pub static NextToken: Shape =
        k::string("NextToken", &[], "[\\u0009\\u000A\\u000D\\u0020-\\u00FF]*", k::within(1, 10000));
    pub static NullableBoolean: Shape = k::simple("NullableBoolean", Kind::Boolean, k::FREE);
    pub static PrivateKeyBlob: Shape =
        k::sensitive(k::simple("PrivateKeyBlob", Kind::Blob, k::within(1, 5120)));
    pub static RecordType: Shape = k::string("RecordType", &["CNAME"], "", k::FREE);
    pub static RemoveTagsFromCertificateRequest: Shape = k::structure(
        "RemoveTagsFromCertificateRequest",
        &[k::required("CertificateArn", &Arn), k::required("Tags", &TagList)],
    );
    pub static RenewCertificateRequest: Shape =
        k::structure("RenewCertificateRequest", &[k::required("CertificateArn", &Arn)]);
    pub static RenewalEligibility: Shape =
        k::string("RenewalEligibility", &["ELIGIBLE", "INELIGIBLE"], "", k::FREE);
    pub static RenewalStatus: Shape = k::string(
        "RenewalStatus",
        &["PENDING_AUTO_RENEWAL", "PENDING_VALIDATION", "SUCCESS", "FAILED"],
        "",
        k::FREE,
    );
    pub static RenewalSummary: Shape = k::structure(
        "RenewalSummary",
        &[
            k::required("DomainValidationOptions", &DomainValidationList),
            k::required("RenewalStatus", &RenewalStatus),
            k::optional("RenewalStatusReason", &FailureReason),
            k::required("UpdatedAt", &TStamp),
        ],
    );
    pub static RequestCertificateRequest: Shape = k::structure(
        "RequestCertificateRequest",
        &[
            k::optional("CertificateAuthorityArn", &k::refused(&[], "a private authority")),
            k::required("DomainName", &DomainNameString),
            k::optional("DomainValidationOptions", &k::refused(&[], "validation by mail")),
            k::optional("IdempotencyToken", &IdempotencyToken),
            k::optional("KeyAlgorithm", &KeyAlgorithm),
            k::optional("ManagedBy", &k::refused(&[], "a certificate managed by another service")),
            k::optional("Options", &CertificateOptions),
            k::optional("SubjectAlternativeNames", &DomainList),
            k::optional("Tags", &TagList),
            k::optional("ValidationMethod", &k::refused(&["DNS"], "validation by mail or HTTP")),
        ],
    );
    pub static RequestCertificateResponse: Shape =
        k::structure("RequestCertificateResponse", &[k::optional("CertificateArn", &Arn)]);
    pub static ResourceRecord: Shape = k::structure(
        "ResourceRecord",
        &[k::required("Name", &String), k::required("Type", &RecordType), k::required("Value", &String)],
    );
    pub static RevocationReason: Shape = k::string(
        "RevocationReason",
        &[
            "UNSPECIFIED",
            "KEY_COMPROMISE",
            "CA_COMPROMISE",
            "AFFILIATION_CHANGED",
            "SUPERCEDED",
            "SUPERSEDED",
            "CESSATION_OF_OPERATION",
            "CERTIFICATE_HOLD",
            "REMOVE_FROM_CRL",
            "PRIVILEGE_WITHDRAWN",
            "A_A_COMPROMISE",
        ],
        "",
        k::FREE,
    );
    pub static ServiceErrorMessage: Shape = k::string("ServiceErrorMessage", &[], "", k::FREE);
    pub static SortBy: Shape = k::string("SortBy", &["CREATED_AT"], "", k::FREE);
    pub static SortOrder: Shape = k::string("SortOrder", &["ASCENDING", "DESCENDING"], "", k::FREE);
    pub static String: Shape = k::string("String", &[], "", k::FREE);
    pub static TStamp: Shape = k::simple("TStamp", Kind::Timestamp(TimestampFormat::Usual), k::FREE);
    pub static Tag: Shape =
        k::structure("Tag", &[k::required("Key", &TagKey), k::optional("Value", &TagValue)]);
    pub static TagKey: Shape =
        k::string("TagKey", &[], "[\\p{L}\\p{Z}\\p{N}_.:\\/=+\\-@]*", k::within(1, 128));
    pub static TagList: Shape = k::list("TagList", &Tag, "member", false, k::within(1, 50));
    pub static TagValue: Shape =
        k::string("TagValue", &[], "[\\p{L}\\p{Z}\\p{N}_.:\\/=+\\-@]*", k::within(0, 256));
    pub static ThrottlingReason: Shape = k::structure(
        "ThrottlingReason",
        &[
            k::optional("reason", &CoralAvailabilityThrottlingReason),
            k::optional("resource", &CoralAvailabilityThrottledResource),
        ],
    );
    pub static ThrottlingReasonList: Shape =
        k::list("ThrottlingReasonList", &ThrottlingReason, "member", false, k::FREE);
    pub static ValidationEmailList: Shape = k::list("ValidationEmailList", &String, "member", false, k::FREE);
    pub static ValidationExceptionMessage: Shape = k::string("ValidationExceptionMessage", &[], "", k::FREE);
    pub static ValidationMethod: Shape =
        k::string("ValidationMethod", &["EMAIL", "DNS", "HTTP"], "", k::FREE);
}
