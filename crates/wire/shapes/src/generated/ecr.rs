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
structure! { output AuthorizationData {
    authorization_token "authorizationToken" Option<String>,
    expires_at "expiresAt" Option<Timestamp>,
    proxy_endpoint "proxyEndpoint" Option<String>,
} }
structure! { input BatchDeleteImageRequest {
    image_ids "imageIds" Vec<ImageIdentifier>,
    registry_id "registryId" Option<String>,
    repository_name "repositoryName" String,
} }
structure! { output BatchDeleteImageResponse {
    failures "failures" Option<Vec<ImageFailure>>,
    image_ids "imageIds" Option<Vec<ImageIdentifier>>,
} }
structure! { input BatchGetImageRequest {
    accepted_media_types "acceptedMediaTypes" Option<Vec<String>>,
    image_ids "imageIds" Vec<ImageIdentifier>,
    registry_id "registryId" Option<String>,
    repository_name "repositoryName" String,
} }
structure! { output BatchGetImageResponse {
    failures "failures" Option<Vec<ImageFailure>>,
    images "images" Option<Vec<Image>>,
} }
structure! { input CreateRepositoryRequest {
    image_scanning_configuration "imageScanningConfiguration" Option<ImageScanningConfiguration>,
    image_tag_mutability "imageTagMutability" Option<String>,
    registry_id "registryId" Option<String>,
    repository_name "repositoryName" String,
    tags "tags" Option<Vec<Tag>>,
} }
structure! { output CreateRepositoryResponse {
    repository "repository" Option<Repository>,
} }
structure! { input DeleteRepositoryRequest {
    force "force" Option<bool>,
    registry_id "registryId" Option<String>,
    repository_name "repositoryName" String,
} }
structure! { output DeleteRepositoryResponse {
    repository "repository" Option<Repository>,
} }
structure! { input DescribeImagesFilter {
    image_status "imageStatus" Option<String>,
    tag_status "tagStatus" Option<String>,
} }
structure! { input DescribeImagesRequest {
    filter "filter" Option<DescribeImagesFilter>,
    image_ids "imageIds" Option<Vec<ImageIdentifier>>,
    max_results "maxResults" Option<i64>,
    next_token "nextToken" Option<String>,
    registry_id "registryId" Option<String>,
    repository_name "repositoryName" String,
} }
structure! { output DescribeImagesResponse {
    image_details "imageDetails" Option<Vec<ImageDetail>>,
    next_token "nextToken" Option<String>,
} }
structure! { input DescribeRepositoriesRequest {
    max_results "maxResults" Option<i64>,
    next_token "nextToken" Option<String>,
    registry_id "registryId" Option<String>,
    repository_names "repositoryNames" Option<Vec<String>>,
} }
structure! { output DescribeRepositoriesResponse {
    next_token "nextToken" Option<String>,
    repositories "repositories" Option<Vec<Repository>>,
} }
structure! { output EncryptionConfiguration {
    encryption_type "encryptionType" Option<String>,
    kms_key "kmsKey" Option<String>,
} }
structure! { input GetAuthorizationTokenRequest {
    registry_ids "registryIds" Option<Vec<String>>,
} }
structure! { output GetAuthorizationTokenResponse {
    authorization_data "authorizationData" Option<Vec<AuthorizationData>>,
} }
structure! { output Image {
    image_id "imageId" Option<ImageIdentifier>,
    image_manifest "imageManifest" Option<String>,
    image_manifest_media_type "imageManifestMediaType" Option<String>,
    registry_id "registryId" Option<String>,
    repository_name "repositoryName" Option<String>,
} }
structure! { output ImageDetail {
    artifact_media_type "artifactMediaType" Option<String>,
    image_digest "imageDigest" Option<String>,
    image_manifest_media_type "imageManifestMediaType" Option<String>,
    image_pushed_at "imagePushedAt" Option<Timestamp>,
    image_scan_findings_summary "imageScanFindingsSummary" Option<ImageScanFindingsSummary>,
    image_scan_status "imageScanStatus" Option<ImageScanStatus>,
    image_size_in_bytes "imageSizeInBytes" Option<i64>,
    image_status "imageStatus" Option<String>,
    image_tags "imageTags" Option<Vec<String>>,
    last_activated_at "lastActivatedAt" Option<Timestamp>,
    last_archived_at "lastArchivedAt" Option<Timestamp>,
    last_recorded_pull_time "lastRecordedPullTime" Option<Timestamp>,
    registry_id "registryId" Option<String>,
    repository_name "repositoryName" Option<String>,
    subject_manifest_digest "subjectManifestDigest" Option<String>,
} }
structure! { output ImageFailure {
    failure_code "failureCode" Option<String>,
    failure_reason "failureReason" Option<String>,
    image_id "imageId" Option<ImageIdentifier>,
} }
structure! { both ImageIdentifier {
    image_digest "imageDigest" Option<String>,
    image_tag "imageTag" Option<String>,
} }
structure! { output ImageScanFindingsSummary {
    finding_severity_counts "findingSeverityCounts" Option<BTreeMap<String, i64>>,
    image_scan_completed_at "imageScanCompletedAt" Option<Timestamp>,
    vulnerability_source_updated_at "vulnerabilitySourceUpdatedAt" Option<Timestamp>,
} }
structure! { output ImageScanStatus {
    description "description" Option<String>,
    status "status" Option<String>,
} }
structure! { both ImageScanningConfiguration {
    scan_on_push "scanOnPush" Option<bool>,
} }
structure! { output ImageTagMutabilityExclusionFilter {
    filter "filter" Option<String>,
    filter_type "filterType" Option<String>,
} }
structure! { input ListImagesFilter {
    image_status "imageStatus" Option<String>,
    tag_status "tagStatus" Option<String>,
} }
structure! { input ListImagesRequest {
    filter "filter" Option<ListImagesFilter>,
    max_results "maxResults" Option<i64>,
    next_token "nextToken" Option<String>,
    registry_id "registryId" Option<String>,
    repository_name "repositoryName" String,
} }
structure! { output ListImagesResponse {
    image_ids "imageIds" Option<Vec<ImageIdentifier>>,
    next_token "nextToken" Option<String>,
} }
structure! { input ListTagsForResourceRequest {
    resource_arn "resourceArn" String,
} }
structure! { output ListTagsForResourceResponse {
    tags "tags" Option<Vec<Tag>>,
} }
structure! { input PutImageRequest {
    image_digest "imageDigest" Option<String>,
    image_manifest "imageManifest" String,
    image_manifest_media_type "imageManifestMediaType" Option<String>,
    image_tag "imageTag" Option<String>,
    registry_id "registryId" Option<String>,
    repository_name "repositoryName" String,
} }
structure! { output PutImageResponse {
    image "image" Option<Image>,
} }
structure! { input PutImageTagMutabilityRequest {
    image_tag_mutability "imageTagMutability" String,
    registry_id "registryId" Option<String>,
    repository_name "repositoryName" String,
} }
structure! { output PutImageTagMutabilityResponse {
    image_tag_mutability "imageTagMutability" Option<String>,
    image_tag_mutability_exclusion_filters "imageTagMutabilityExclusionFilters" Option<Vec<ImageTagMutabilityExclusionFilter>>,
    registry_id "registryId" Option<String>,
    repository_name "repositoryName" Option<String>,
} }
structure! { output Repository {
    created_at "createdAt" Option<Timestamp>,
    encryption_configuration "encryptionConfiguration" Option<EncryptionConfiguration>,
    image_scanning_configuration "imageScanningConfiguration" Option<ImageScanningConfiguration>,
    image_tag_mutability "imageTagMutability" Option<String>,
    image_tag_mutability_exclusion_filters "imageTagMutabilityExclusionFilters" Option<Vec<ImageTagMutabilityExclusionFilter>>,
    registry_id "registryId" Option<String>,
    repository_arn "repositoryArn" Option<String>,
    repository_name "repositoryName" Option<String>,
    repository_uri "repositoryUri" Option<String>,
} }
structure! { both Tag {
    key "Key" String,
    value "Value" String,
} }
tag! { Tag }
structure! { input TagResourceRequest {
    resource_arn "resourceArn" String,
    tags "tags" Vec<Tag>,
} }
structure! { output TagResourceResponse {
} }
structure! { input UntagResourceRequest {
    resource_arn "resourceArn" String,
    tag_keys "tagKeys" Vec<String>,
} }
structure! { output UntagResourceResponse {
} }
operation! { BatchDeleteImage BatchDeleteImageRequest BatchDeleteImageResponse }
operation! { BatchGetImage BatchGetImageRequest BatchGetImageResponse }
operation! { CreateRepository CreateRepositoryRequest CreateRepositoryResponse }
operation! { DeleteRepository DeleteRepositoryRequest DeleteRepositoryResponse }
operation! { DescribeImages DescribeImagesRequest DescribeImagesResponse }
operation! { DescribeRepositories DescribeRepositoriesRequest DescribeRepositoriesResponse }
operation! { GetAuthorizationToken GetAuthorizationTokenRequest GetAuthorizationTokenResponse }
operation! { ListImages ListImagesRequest ListImagesResponse }
operation! { ListTagsForResource ListTagsForResourceRequest ListTagsForResourceResponse }
operation! { PutImage PutImageRequest PutImageResponse }
operation! { PutImageTagMutability PutImageTagMutabilityRequest PutImageTagMutabilityResponse }
operation! { TagResource TagResourceRequest TagResourceResponse }
operation! { UntagResource UntagResourceRequest UntagResourceResponse }
exceptions! {
    image_already_exists_exception ImageAlreadyExistsException "ImageAlreadyExistsException" 400 Sender;
    image_digest_does_not_match_exception ImageDigestDoesNotMatchException "ImageDigestDoesNotMatchException" 400 Sender;
    image_not_found_exception ImageNotFoundException "ImageNotFoundException" 400 Sender;
    image_tag_already_exists_exception ImageTagAlreadyExistsException "ImageTagAlreadyExistsException" 400 Sender;
    invalid_parameter_exception InvalidParameterException "InvalidParameterException" 400 Sender;
    invalid_tag_parameter_exception InvalidTagParameterException "InvalidTagParameterException" 400 Sender;
    kms_exception KmsException "KmsException" 400 Sender;
    layers_not_found_exception LayersNotFoundException "LayersNotFoundException" 400 Sender;
    limit_exceeded_exception LimitExceededException "LimitExceededException" 400 Sender;
    referenced_images_not_found_exception ReferencedImagesNotFoundException "ReferencedImagesNotFoundException" 400 Sender;
    repository_already_exists_exception RepositoryAlreadyExistsException "RepositoryAlreadyExistsException" 400 Sender;
    repository_not_empty_exception RepositoryNotEmptyException "RepositoryNotEmptyException" 400 Sender;
    repository_not_found_exception RepositoryNotFoundException "RepositoryNotFoundException" 400 Sender;
    server_exception ServerException "ServerException" 500 Receiver;
    too_many_tags_exception TooManyTagsException "TooManyTagsException" 400 Sender;
    unable_to_get_upstream_image_exception UnableToGetUpstreamImageException "UnableToGetUpstreamImageException" 400 Sender;
}
/// The service's own table.
pub static SERVICE: ServiceSchema = ServiceSchema {
    name: "ecr",
    signing_name: "ecr",
    endpoint_prefix: "api.ecr",
    protocols: &[crate::Protocol::Json11],
    query_compatible: false,
    target_prefix: "AmazonEC2ContainerRegistry_V20150921",
    api_version: "2015-09-21",
    xml_namespace: "",
    operations: &[
        &operations::BatchDeleteImage,
        &operations::BatchGetImage,
        &operations::CreateRepository,
        &operations::DeleteRepository,
        &operations::DescribeImages,
        &operations::DescribeRepositories,
        &operations::GetAuthorizationToken,
        &operations::ListImages,
        &operations::ListTagsForResource,
        &operations::PutImage,
        &operations::PutImageTagMutability,
        &operations::TagResource,
        &operations::UntagResource,
    ],
    names: &[
        "BatchCheckLayerAvailability",
        "BatchDeleteImage",
        "BatchGetImage",
        "BatchGetRepositoryScanningConfiguration",
        "CompleteLayerUpload",
        "CreatePullThroughCacheRule",
        "CreateRepository",
        "CreateRepositoryCreationTemplate",
        "DeleteLifecyclePolicy",
        "DeletePullThroughCacheRule",
        "DeleteRegistryPolicy",
        "DeleteRepository",
        "DeleteRepositoryCreationTemplate",
        "DeleteRepositoryPolicy",
        "DeleteSigningConfiguration",
        "DeregisterPullTimeUpdateExclusion",
        "DescribeImageReplicationStatus",
        "DescribeImageScanFindings",
        "DescribeImageSigningStatus",
        "DescribeImages",
        "DescribePullThroughCacheRules",
        "DescribeRegistry",
        "DescribeRepositories",
        "DescribeRepositoryCreationTemplates",
        "GetAccountSetting",
        "GetAuthorizationToken",
        "GetDownloadUrlForLayer",
        "GetLifecyclePolicy",
        "GetLifecyclePolicyPreview",
        "GetRegistryPolicy",
        "GetRegistryScanningConfiguration",
        "GetRepositoryPolicy",
        "GetSigningConfiguration",
        "InitiateLayerUpload",
        "ListImageReferrers",
        "ListImages",
        "ListPullTimeUpdateExclusions",
        "ListTagsForResource",
        "PutAccountSetting",
        "PutImage",
        "PutImageScanningConfiguration",
        "PutImageTagMutability",
        "PutLifecyclePolicy",
        "PutRegistryPolicy",
        "PutRegistryScanningConfiguration",
        "PutReplicationConfiguration",
        "PutSigningConfiguration",
        "RegisterPullTimeUpdateExclusion",
        "SetRepositoryPolicy",
        "StartImageScan",
        "StartLifecyclePolicyPreview",
        "TagResource",
        "UntagResource",
        "UpdateImageStorageClass",
        "UpdatePullThroughCacheRule",
        "UpdateRepositoryCreationTemplate",
        "UploadLayerPart",
        "ValidatePullThroughCacheRule",
    ],
    refusal: &errors::InvalidParameterException,
    refused: &[
        ("BatchCheckLayerAvailability", "Layers go through the registry: docker push, docker pull"),
        ("CompleteLayerUpload", "Layers go through the registry: docker push, docker pull"),
        ("GetDownloadUrlForLayer", "Layers go through the registry: docker push, docker pull"),
        ("InitiateLayerUpload", "Layers go through the registry: docker push, docker pull"),
        ("UploadLayerPart", "Layers go through the registry: docker push, docker pull"),
    ],
    elsewhere: &[],
    plain_json: true,
};
/// One table entry per operation.
#[allow(non_upper_case_globals)]
pub mod operations {
    use super::{SERVICE, errors, shapes};
    use crate::OperationSchema;
    pub static BatchDeleteImage: OperationSchema = OperationSchema {
        name: "BatchDeleteImage",
        service: &SERVICE,
        input: Some(&shapes::BatchDeleteImageRequest),
        output: Some(&shapes::BatchDeleteImageResponse),
        result_wrapper: "",
        errors: &[
            &errors::ServerException,
            &errors::InvalidParameterException,
            &errors::RepositoryNotFoundException,
        ],
        http: None,
    };
    pub static BatchGetImage: OperationSchema = OperationSchema {
        name: "BatchGetImage",
        service: &SERVICE,
        input: Some(&shapes::BatchGetImageRequest),
        output: Some(&shapes::BatchGetImageResponse),
        result_wrapper: "",
        errors: &[
            &errors::ServerException,
            &errors::InvalidParameterException,
            &errors::RepositoryNotFoundException,
            &errors::LimitExceededException,
            &errors::UnableToGetUpstreamImageException,
        ],
        http: None,
    };
    pub static CreateRepository: OperationSchema = OperationSchema {
        name: "CreateRepository",
        service: &SERVICE,
        input: Some(&shapes::CreateRepositoryRequest),
        output: Some(&shapes::CreateRepositoryResponse),
        result_wrapper: "",
        errors: &[
            &errors::ServerException,
            &errors::InvalidParameterException,
            &errors::InvalidTagParameterException,
            &errors::TooManyTagsException,
            &errors::RepositoryAlreadyExistsException,
            &errors::LimitExceededException,
            &errors::KmsException,
        ],
        http: None,
    };
    pub static DeleteRepository: OperationSchema = OperationSchema {
        name: "DeleteRepository",
        service: &SERVICE,
        input: Some(&shapes::DeleteRepositoryRequest),
        output: Some(&shapes::DeleteRepositoryResponse),
        result_wrapper: "",
        errors: &[
            &errors::ServerException,
            &errors::InvalidParameterException,
            &errors::RepositoryNotFoundException,
            &errors::RepositoryNotEmptyException,
            &errors::KmsException,
        ],
        http: None,
    };
    pub static DescribeImages: OperationSchema = OperationSchema {
        name: "DescribeImages",
        service: &SERVICE,
        input: Some(&shapes::DescribeImagesRequest),
        output: Some(&shapes::DescribeImagesResponse),
        result_wrapper: "",
        errors: &[
            &errors::ServerException,
            &errors::InvalidParameterException,
            &errors::RepositoryNotFoundException,
            &errors::ImageNotFoundException,
        ],
        http: None,
    };
    pub static DescribeRepositories: OperationSchema = OperationSchema {
        name: "DescribeRepositories",
        service: &SERVICE,
        input: Some(&shapes::DescribeRepositoriesRequest),
        output: Some(&shapes::DescribeRepositoriesResponse),
        result_wrapper: "",
        errors: &[
            &errors::ServerException,
            &errors::InvalidParameterException,
            &errors::RepositoryNotFoundException,
        ],
        http: None,
    };
    pub static GetAuthorizationToken: OperationSchema = OperationSchema {
        name: "GetAuthorizationToken",
        service: &SERVICE,
        input: Some(&shapes::GetAuthorizationTokenRequest),
        output: Some(&shapes::GetAuthorizationTokenResponse),
        result_wrapper: "",
        errors: &[&errors::ServerException, &errors::InvalidParameterException],
        http: None,
    };
    pub static ListImages: OperationSchema = OperationSchema {
        name: "ListImages",
        service: &SERVICE,
        input: Some(&shapes::ListImagesRequest),
        output: Some(&shapes::ListImagesResponse),
        result_wrapper: "",
        errors: &[
            &errors::ServerException,
            &errors::InvalidParameterException,
            &errors::RepositoryNotFoundException,
        ],
        http: None,
    };
    pub static ListTagsForResource: OperationSchema = OperationSchema {
        name: "ListTagsForResource",
        service: &SERVICE,
        input: Some(&shapes::ListTagsForResourceRequest),
        output: Some(&shapes::ListTagsForResourceResponse),
        result_wrapper: "",
        errors: &[
            &errors::InvalidParameterException,
            &errors::RepositoryNotFoundException,
            &errors::ServerException,
        ],
        http: None,
    };
    pub static PutImage: OperationSchema = OperationSchema {
        name: "PutImage",
        service: &SERVICE,
        input: Some(&shapes::PutImageRequest),
        output: Some(&shapes::PutImageResponse),
        result_wrapper: "",
        errors: &[
            &errors::ServerException,
            &errors::InvalidParameterException,
            &errors::RepositoryNotFoundException,
            &errors::ImageAlreadyExistsException,
            &errors::LayersNotFoundException,
            &errors::ReferencedImagesNotFoundException,
            &errors::LimitExceededException,
            &errors::ImageTagAlreadyExistsException,
            &errors::ImageDigestDoesNotMatchException,
            &errors::KmsException,
        ],
        http: None,
    };
    pub static PutImageTagMutability: OperationSchema = OperationSchema {
        name: "PutImageTagMutability",
        service: &SERVICE,
        input: Some(&shapes::PutImageTagMutabilityRequest),
        output: Some(&shapes::PutImageTagMutabilityResponse),
        result_wrapper: "",
        errors: &[
            &errors::ServerException,
            &errors::InvalidParameterException,
            &errors::RepositoryNotFoundException,
        ],
        http: None,
    };
    pub static TagResource: OperationSchema = OperationSchema {
        name: "TagResource",
        service: &SERVICE,
        input: Some(&shapes::TagResourceRequest),
        output: Some(&shapes::TagResourceResponse),
        result_wrapper: "",
        errors: &[
            &errors::InvalidParameterException,
            &errors::InvalidTagParameterException,
            &errors::TooManyTagsException,
            &errors::RepositoryNotFoundException,
            &errors::ServerException,
        ],
        http: None,
    };
    pub static UntagResource: OperationSchema = OperationSchema {
        name: "UntagResource",
        service: &SERVICE,
        input: Some(&shapes::UntagResourceRequest),
        output: Some(&shapes::UntagResourceResponse),
        result_wrapper: "",
        errors: &[
            &errors::InvalidParameterException,
            &errors::InvalidTagParameterException,
            &errors::TooManyTagsException,
            &errors::RepositoryNotFoundException,
            &errors::ServerException,
        ],
        http: None,
    };
}
/// One table entry per shape.
#[allow(non_upper_case_globals)]
pub mod shapes {
    use crate::schema::{Kind, Place, Shape, TimestampFormat, make as k};
    pub static Arn: Shape = k::string("Arn", &[], "", k::FREE);
    pub static AuthorizationData: Shape = k::structure(
        "AuthorizationData",
        &[
            k::optional("authorizationToken", &Base64),
            k::optional("expiresAt", &ExpirationTimestamp),
            k::optional("proxyEndpoint", &ProxyEndpoint),
        ],
    );
    pub static AuthorizationDataList: Shape =
        k::list("AuthorizationDataList", &AuthorizationData, "member", false, k::FREE);
    pub static Base64: Shape = k::string("Base64", &[], "^\\S+$", k::FREE);
    pub static BatchDeleteImageRequest: Shape = k::structure(
        "BatchDeleteImageRequest",
        &[
            k::required("imageIds", &ImageIdentifierList),
            k::optional("registryId", &RegistryId),
            k::required("repositoryName", &RepositoryName),
        ],
    );
    pub static BatchDeleteImageResponse: Shape = k::structure(
        "BatchDeleteImageResponse",
        &[k::optional("failures", &ImageFailureList), k::optional("imageIds", &ImageIdentifierList)],
    );
    pub static BatchGetImageRequest: Shape = k::structure(
        "BatchGetImageRequest",
        &[
            k::optional("acceptedMediaTypes", &MediaTypeList),
            k::required("imageIds", &ImageIdentifierList),
            k::optional("registryId", &RegistryId),
            k::required("repositoryName", &RepositoryName),
        ],
    );
    pub static BatchGetImageResponse: Shape = k::structure(
        "BatchGetImageResponse",
        &[k::optional("failures", &ImageFailureList), k::optional("images", &ImageList)],
    );
    pub static CreateRepositoryRequest: Shape = k::structure(
        "CreateRepositoryRequest",
        &[
            k::optional("encryptionConfiguration", &k::refused(&["AES256"], "keys of AWS KMS")),
            k::optional("imageScanningConfiguration", &ImageScanningConfiguration),
            k::optional("imageTagMutability", &ImageTagMutability),
            k::optional(
                "imageTagMutabilityExclusionFilters",
                &k::refused(&[], "tag mutability with exclusions"),
            ),
            k::optional("registryId", &RegistryId),
            k::required("repositoryName", &RepositoryName),
            k::optional("tags", &TagList),
        ],
    );
    pub static CreateRepositoryResponse: Shape =
        k::structure("CreateRepositoryResponse", &[k::optional("repository", &Repository)]);
    pub static CreationTimestamp: Shape =
        k::simple("CreationTimestamp", Kind::Timestamp(TimestampFormat::Usual), k::FREE);
    pub static DeleteRepositoryRequest: Shape = k::structure(
        "DeleteRepositoryRequest",
        &[
            k::optional("force", &ForceFlag),
            k::optional("registryId", &RegistryId),
            k::required("repositoryName", &RepositoryName),
        ],
    );
    pub static DeleteRepositoryResponse: Shape =
        k::structure("DeleteRepositoryResponse", &[k::optional("repository", &Repository)]);
    pub static DescribeImagesFilter: Shape = k::structure(
        "DescribeImagesFilter",
        &[k::optional("imageStatus", &ImageStatusFilter), k::optional("tagStatus", &TagStatus)],
    );
    pub static DescribeImagesRequest: Shape = k::structure(
        "DescribeImagesRequest",
        &[
            k::optional("filter", &DescribeImagesFilter),
            k::optional("imageIds", &ImageIdentifierList),
            k::optional("maxResults", &MaxResults),
            k::optional("nextToken", &NextToken),
            k::optional("registryId", &RegistryId),
            k::required("repositoryName", &RepositoryName),
        ],
    );
    pub static DescribeImagesResponse: Shape = k::structure(
        "DescribeImagesResponse",
        &[k::optional("imageDetails", &ImageDetailList), k::optional("nextToken", &NextToken)],
    );
    pub static DescribeRepositoriesRequest: Shape = k::structure(
        "DescribeRepositoriesRequest",
        &[
            k::optional("maxResults", &MaxResults),
            k::optional("nextToken", &NextToken),
            k::optional("registryId", &RegistryId),
            k::optional("repositoryNames", &RepositoryNameList),
        ],
    );
    pub static DescribeRepositoriesResponse: Shape = k::structure(
        "DescribeRepositoriesResponse",
        &[k::optional("nextToken", &NextToken), k::optional("repositories", &RepositoryList)],
    );
    pub static EncryptionConfiguration: Shape = k::structure(
        "EncryptionConfiguration",
        &[k::required("encryptionType", &EncryptionType), k::optional("kmsKey", &KmsKey)],
    );
    pub static EncryptionType: Shape =
        k::string("EncryptionType", &["AES256", "KMS", "KMS_DSSE"], "", k::FREE);
    pub static ExceptionMessage: Shape = k::string("ExceptionMessage", &[], "", k::FREE);
    pub static ExpirationTimestamp: Shape =
        k::simple("ExpirationTimestamp", Kind::Timestamp(TimestampFormat::Usual), k::FREE);
    pub static FindingSeverity: Shape = k::string(
        "FindingSeverity",
        &["INFORMATIONAL", "LOW", "MEDIUM", "HIGH", "CRITICAL", "UNDEFINED"],
        "",
        k::FREE,
    );
    pub static FindingSeverityCounts: Shape =
        k::map("FindingSeverityCounts", &FindingSeverity, &SeverityCount, ("key", "value"), false, k::FREE);
    pub static ForceFlag: Shape = k::simple("ForceFlag", Kind::Boolean, k::FREE);
    pub static GetAuthorizationTokenRegistryIdList: Shape =
        k::list("GetAuthorizationTokenRegistryIdList", &RegistryId, "member", false, k::within(1, 10));
    pub static GetAuthorizationTokenRequest: Shape = k::structure(
        "GetAuthorizationTokenRequest",
        &[k::optional("registryIds", &GetAuthorizationTokenRegistryIdList)],
    );
    pub static GetAuthorizationTokenResponse: Shape = k::structure(
        "GetAuthorizationTokenResponse",
        &[k::optional("authorizationData", &AuthorizationDataList)],
    );
    pub static Image: Shape = k::structure(
        "Image",
        &[
            k::optional("imageId", &ImageIdentifier),
            k::optional("imageManifest", &ImageManifest),
            k::optional("imageManifestMediaType", &MediaType),
            k::optional("registryId", &RegistryId),
            k::optional("repositoryName", &RepositoryName),
        ],
    );
    pub static ImageDetail: Shape = k::structure(
        "ImageDetail",
        &[
            k::optional("artifactMediaType", &MediaType),
            k::optional("imageDigest", &ImageDigest),
            k::optional("imageManifestMediaType", &MediaType),
            k::optional("imagePushedAt", &PushTimestamp),
            k::optional("imageScanFindingsSummary", &ImageScanFindingsSummary),
            k::optional("imageScanStatus", &ImageScanStatus),
            k::optional("imageSizeInBytes", &ImageSizeInBytes),
            k::optional("imageStatus", &ImageStatus),
            k::optional("imageTags", &ImageTagList),
            k::optional("lastActivatedAt", &LastActivatedAtTimestamp),
            k::optional("lastArchivedAt", &LastArchivedAtTimestamp),
            k::optional("lastRecordedPullTime", &RecordedPullTimestamp),
            k::optional("registryId", &RegistryId),
            k::optional("repositoryName", &RepositoryName),
            k::optional("subjectManifestDigest", &ImageDigest),
        ],
    );
    pub static ImageDetailList: Shape = k::list("ImageDetailList", &ImageDetail, "member", false, k::FREE);
    pub static ImageDigest: Shape = k::string("ImageDigest", &[], "", k::FREE);
    pub static ImageFailure: Shape = k::structure(
        "ImageFailure",
        &[
            k::optional("failureCode", &ImageFailureCode),
            k::optional("failureReason", &ImageFailureReason),
            k::optional("imageId", &ImageIdentifier),
        ],
    );
    pub static ImageFailureCode: Shape = k::string(
        "ImageFailureCode",
        &[
            "InvalidImageDigest",
            "InvalidImageTag",
            "ImageTagDoesNotMatchDigest",
            "ImageNotFound",
            "MissingDigestAndTag",
            "ImageReferencedByManifestList",
            "KmsError",
            "UpstreamAccessDenied",
            "UpstreamTooManyRequests",
            "UpstreamUnavailable",
            "ImageInaccessible",
        ],
        "",
        k::FREE,
    );
    pub static ImageFailureList: Shape = k::list("ImageFailureList", &ImageFailure, "member", false, k::FREE);
    pub static ImageFailureReason: Shape = k::string("ImageFailureReason", &[], "", k::FREE);
    pub static ImageIdentifier: Shape = k::structure(
        "ImageIdentifier",
        &[k::optional("imageDigest", &ImageDigest), k::optional("imageTag", &ImageTag)],
    );
    pub static ImageIdentifierList: Shape =
        k::list("ImageIdentifierList", &ImageIdentifier, "member", false, k::within(1, 100));
    pub static ImageList: Shape = k::list("ImageList", &Image, "member", false, k::FREE);
    pub static ImageManifest: Shape = k::string("ImageManifest", &[], "", k::within(1, 4194304));
    pub static ImageScanFindingsSummary: Shape = k::structure(
        "ImageScanFindingsSummary",
        &[
            k::optional("findingSeverityCounts", &FindingSeverityCounts),
            k::optional("imageScanCompletedAt", &ScanTimestamp),
            k::optional("vulnerabilitySourceUpdatedAt", &VulnerabilitySourceUpdateTimestamp),
        ],
    );
    pub static ImageScanStatus: Shape = k::structure(
        "ImageScanStatus",
        &[k::optional("description", &ScanStatusDescription), k::optional("status", &ScanStatus)],
    );
    pub static ImageScanningConfiguration: Shape =
        k::structure("ImageScanningConfiguration", &[k::optional("scanOnPush", &ScanOnPushFlag)]);
    pub static ImageSizeInBytes: Shape = k::simple("ImageSizeInBytes", Kind::Long, k::FREE);
    pub static ImageStatus: Shape =
        k::string("ImageStatus", &["ACTIVE", "ARCHIVED", "ACTIVATING"], "", k::FREE);
    pub static ImageStatusFilter: Shape =
        k::string("ImageStatusFilter", &["ACTIVE", "ARCHIVED", "ACTIVATING", "ANY"], "", k::FREE);
    pub static ImageTag: Shape = k::string("ImageTag", &[], "", k::within(1, 300));
    pub static ImageTagList: Shape = k::list("ImageTagList", &ImageTag, "member", false, k::FREE);
    pub static ImageTagMutability: Shape = k::string(
        "ImageTagMutability",
        &["MUTABLE", "IMMUTABLE", "IMMUTABLE_WITH_EXCLUSION", "MUTABLE_WITH_EXCLUSION"],
        "",
        k::FREE,
    );
    pub static ImageTagMutabilityExclusionFilter: Shape = k::structure(
        "ImageTagMutabilityExclusionFilter",
        &[
            k::required("filter", &ImageTagMutabilityExclusionFilterValue),
            k::required("filterType", &ImageTagMutabilityExclusionFilterType),
        ],
    );
    pub static ImageTagMutabilityExclusionFilterType: Shape =
        k::string("ImageTagMutabilityExclusionFilterType", &["WILDCARD"], "", k::FREE);
    pub static ImageTagMutabilityExclusionFilterValue: Shape = k::string(
        "ImageTagMutabilityExclusionFilterValue",
        &[],
        "^[0-9a-zA-Z._*-]{1,128}$",
        k::within(1, 128),
    );
    pub static ImageTagMutabilityExclusionFilters: Shape = k::list(
        "ImageTagMutabilityExclusionFilters",
        &ImageTagMutabilityExclusionFilter,
        "member",
        false,
        k::within(1, 5),
    );
    pub static KmsError: Shape = k::string("KmsError", &[], "", k::FREE);
    pub static KmsKey: Shape = k::string("KmsKey", &[], "", k::within(1, 2048));
    pub static LastActivatedAtTimestamp: Shape =
        k::simple("LastActivatedAtTimestamp", Kind::Timestamp(TimestampFormat::Usual), k::FREE);
    pub static LastArchivedAtTimestamp: Shape =
        k::simple("LastArchivedAtTimestamp", Kind::Timestamp(TimestampFormat::Usual), k::FREE);
    pub static ListImagesFilter: Shape = k::structure(
        "ListImagesFilter",
        &[k::optional("imageStatus", &ImageStatusFilter), k::optional("tagStatus", &TagStatus)],
    );
    pub static ListImagesRequest: Shape = k::structure(
        "ListImagesRequest",
        &[
            k::optional("filter", &ListImagesFilter),
            k::optional("maxResults", &MaxResults),
            k::optional("nextToken", &NextToken),
            k::optional("registryId", &RegistryId),
            k::required("repositoryName", &RepositoryName),
        ],
    );
    pub static ListImagesResponse: Shape = k::structure(
        "ListImagesResponse",
        &[k::optional("imageIds", &ImageIdentifierList), k::optional("nextToken", &NextToken)],
    );
    pub static ListTagsForResourceRequest: Shape =
        k::structure("ListTagsForResourceRequest", &[k::required("resourceArn", &Arn)]);
    pub static ListTagsForResourceResponse: Shape =
        k::structure("ListTagsForResourceResponse", &[k::optional("tags", &TagList)]);
    pub static MaxResults: Shape = k::simple("MaxResults", Kind::Integer, k::within(1, 1000));
    pub static MediaType: Shape = k::string("MediaType", &[], "", k::FREE);
    pub static MediaTypeList: Shape =
        k::list("MediaTypeList", &MediaType, "member", false, k::within(1, 100));
    pub static NextToken: Shape = k::string("NextToken", &[], "", k::FREE);
    pub static ProxyEndpoint: Shape = k::string("ProxyEndpoint", &[], "", k::FREE);
    pub static PushTimestamp: Shape =
        k::simple("PushTimestamp", Kind::Timestamp(TimestampFormat::Usual), k::FREE);
    pub static PutImageRequest: Shape = k::structure(
        "PutImageRequest",
        &[
            k::optional("imageDigest", &ImageDigest),
            k::required("imageManifest", &ImageManifest),
            k::optional("imageManifestMediaType", &MediaType),
            k::optional("imageTag", &ImageTag),
            k::optional("registryId", &RegistryId),
            k::required("repositoryName", &RepositoryName),
        ],
    );
    pub static PutImageResponse: Shape = k::structure("PutImageResponse", &[k::optional("image", &Image)]);
    pub static PutImageTagMutabilityRequest: Shape = k::structure(
        "PutImageTagMutabilityRequest",
        &[
            k::required("imageTagMutability", &ImageTagMutability),
            k::optional(
                "imageTagMutabilityExclusionFilters",
                &k::refused(&[], "tag mutability with exclusions"),
            ),
            k::optional("registryId", &RegistryId),
            k::required("repositoryName", &RepositoryName),
        ],
    );
    pub static PutImageTagMutabilityResponse: Shape = k::structure(
        "PutImageTagMutabilityResponse",
        &[
            k::optional("imageTagMutability", &ImageTagMutability),
            k::optional("imageTagMutabilityExclusionFilters", &ImageTagMutabilityExclusionFilters),
            k::optional("registryId", &RegistryId),
            k::optional("repositoryName", &RepositoryName),
        ],
    );
    pub static RecordedPullTimestamp: Shape =
        k::simple("RecordedPullTimestamp", Kind::Timestamp(TimestampFormat::Usual), k::FREE);
    pub static RegistryId: Shape = k::string("RegistryId", &[], "[0-9]{12}", k::FREE);
    pub static Repository: Shape = k::structure(
        "Repository",
        &[
            k::optional("createdAt", &CreationTimestamp),
            k::optional("encryptionConfiguration", &EncryptionConfiguration),
            k::optional("imageScanningConfiguration", &ImageScanningConfiguration),
            k::optional("imageTagMutability", &ImageTagMutability),
            k::optional("imageTagMutabilityExclusionFilters", &ImageTagMutabilityExclusionFilters),
            k::optional("registryId", &RegistryId),
            k::optional("repositoryArn", &Arn),
            k::optional("repositoryName", &RepositoryName),
            k::optional("repositoryUri", &Url),
        ],
    );
    pub static RepositoryList: Shape = k::list("RepositoryList", &Repository, "member", false, k::FREE);
    pub static RepositoryName: Shape = k::string(
        "RepositoryName",
        &[],
        "[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*(\\/[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*)*",
        k::within(2, 256),
    );
    pub static RepositoryNameList: Shape =
        k::list("RepositoryNameList", &RepositoryName, "member", false, k::within(1, 100));
    pub static ScanOnPushFlag: Shape = k::simple("ScanOnPushFlag", Kind::Boolean, k::FREE);
    pub static ScanStatus: Shape = k::string(
        "ScanStatus",
        &[
            "IN_PROGRESS",
            "COMPLETE",
            "FAILED",
            "UNSUPPORTED_IMAGE",
            "ACTIVE",
            "PENDING",
            "SCAN_ELIGIBILITY_EXPIRED",
            "FINDINGS_UNAVAILABLE",
            "LIMIT_EXCEEDED",
            "IMAGE_ARCHIVED",
        ],
        "",
        k::FREE,
    );
    pub static ScanStatusDescription: Shape = k::string("ScanStatusDescription", &[], "", k::FREE);
    pub static ScanTimestamp: Shape =
        k::simple("ScanTimestamp", Kind::Timestamp(TimestampFormat::Usual), k::FREE);
    pub static SeverityCount: Shape = k::simple("SeverityCount", Kind::Integer, k::at_least(0));
    pub static Tag: Shape =
        k::structure("Tag", &[k::required("Key", &TagKey), k::required("Value", &TagValue)]);
    pub static TagKey: Shape = k::string("TagKey", &[], "", k::FREE);
    pub static TagKeyList: Shape = k::list("TagKeyList", &TagKey, "member", false, k::FREE);
    pub static TagList: Shape = k::list("TagList", &Tag, "member", false, k::FREE);
    pub static TagResourceRequest: Shape = k::structure(
        "TagResourceRequest",
        &[k::required("resourceArn", &Arn), k::required("tags", &TagList)],
    );
    pub static TagResourceResponse: Shape = k::structure("TagResourceResponse", &[]);
    pub static TagStatus: Shape = k::string("TagStatus", &["TAGGED", "UNTAGGED", "ANY"], "", k::FREE);
    pub static TagValue: Shape = k::string("TagValue", &[], "", k::FREE);
    pub static UntagResourceRequest: Shape = k::structure(
        "UntagResourceRequest",
        &[k::required("resourceArn", &Arn), k::required("tagKeys", &TagKeyList)],
    );
    pub static UntagResourceResponse: Shape = k::structure("UntagResourceResponse", &[]);
    pub static Url: Shape = k::string("Url", &[], "", k::FREE);
    pub static VulnerabilitySourceUpdateTimestamp: Shape =
        k::simple("VulnerabilitySourceUpdateTimestamp", Kind::Timestamp(TimestampFormat::Usual), k::FREE);
}
