//! Answers.
//!
//! Comes in: statuses, headers, bodies, refusals. Goes out: axum responses, errors in the specification's JSON.
//! Never done here: deciding what to answer.

use axum::body::Body;
use axum::response::{IntoResponse, Response};
use http::header::{CONTENT_LENGTH, CONTENT_TYPE, LOCATION, RANGE, WWW_AUTHENTICATE};
use http::{HeaderName, HeaderValue, StatusCode};

use crate::catalog::CatalogError;
use crate::digest::Digest;
use crate::error::ErrorCode;
use crate::store::{StoreError, UploadId};

pub(crate) const CONTENT_DIGEST: HeaderName = HeaderName::from_static("docker-content-digest");
const UPLOAD_UUID: HeaderName = HeaderName::from_static("docker-upload-uuid");

/// A request that was refused.
#[derive(Debug)]
pub(crate) struct Refusal {
    code: ErrorCode,
    message: String,
    /// Bytes an upload has, for the `Range` header of a 416.
    have: Option<u64>,
    /// Host to name in the login challenge.
    challenge: Option<String>,
}

impl Refusal {
    pub(crate) fn new(code: ErrorCode, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), have: None, challenge: None }
    }

    /// For a 401: the host goes into the challenge.
    pub(crate) fn challenging(error: CatalogError, host: &str) -> Self {
        Self { challenge: Some(host.to_owned()), ..Self::from(error) }
    }
}

impl From<CatalogError> for Refusal {
    fn from(error: CatalogError) -> Self {
        Self::new(error.code, error.message)
    }
}

impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Self {
        let (code, have) = match &error {
            StoreError::UploadUnknown => (ErrorCode::BlobUploadUnknown, None),
            StoreError::OutOfOrder { have } => (ErrorCode::RangeInvalid, Some(*have)),
            StoreError::TooLarge { .. } => (ErrorCode::SizeInvalid, None),
            StoreError::WrongDigest { .. } => (ErrorCode::DigestInvalid, None),
            // To a client that would push it, so that it is sent again.
            StoreError::Damaged { .. } => (ErrorCode::BlobUnknown, None),
            StoreError::NotUnpacked { .. } => (ErrorCode::BlobUploadInvalid, None),
            StoreError::TooManyUploads => (ErrorCode::TooManyRequests, None),
            StoreError::Io(_) => (ErrorCode::Unknown, None),
        };
        if code == ErrorCode::Unknown {
            tracing::error!(%error, "the registry's disk failed");
        }
        Self { have, ..Self::new(code, error.to_string()) }
    }
}

impl From<std::io::Error> for Refusal {
    fn from(error: std::io::Error) -> Self {
        Self::from(StoreError::Io(error))
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        if self.code == ErrorCode::Unauthorized {
            return unauthorized(self.challenge.as_deref().unwrap_or_default());
        }
        let body = serde_json::json!({
            "errors": [{ "code": self.code.as_str(), "message": self.message }]
        });
        let mut response = (self.code.status(), body.to_string()).into_response();
        set(&mut response, CONTENT_TYPE, "application/json");
        if let Some(have) = self.have {
            set(&mut response, RANGE, &upload_range(have));
        }
        response
    }
}

/// What ECR answers to those not logged in.
fn unauthorized(host: &str) -> Response {
    let mut response = (StatusCode::UNAUTHORIZED, "Not Authorized\n").into_response();
    set(&mut response, CONTENT_TYPE, "text/plain; charset=utf-8");
    let challenge = format!("Basic realm=\"https://{host}/\",service=\"ecr.amazonaws.com\"");
    set(&mut response, WWW_AUTHENTICATE, &challenge);
    response
}

/// Sets a header; a value HTTP cannot carry is left out (all values here are digests, numbers and checked names).
pub(crate) fn set(response: &mut Response, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(name, value);
    }
}

/// An answer without body.
pub(crate) fn bare(status: StatusCode) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status;
    response
}

/// 201 with the place and digest of what was made.
pub(crate) fn created(location: &str, digest: &Digest) -> Response {
    let mut response = bare(StatusCode::CREATED);
    set(&mut response, LOCATION, location);
    set(&mut response, CONTENT_DIGEST, digest.as_str());
    response
}

/// Where an upload is, and how far.
pub(crate) fn upload(status: StatusCode, name: &str, id: &UploadId, length: u64) -> Response {
    let mut response = bare(status);
    set(&mut response, LOCATION, &format!("/v2/{name}/blobs/uploads/{id}"));
    set(&mut response, UPLOAD_UUID, &id.to_string());
    set(&mut response, RANGE, &upload_range(length));
    response
}

/// `0-<last byte>`; an empty upload says `0-0` as other registries do.
fn upload_range(length: u64) -> String {
    format!("0-{}", length.saturating_sub(1))
}

/// 200 with a body; HEAD gets the headers alone.
pub(crate) fn content(head: bool, media_type: &str, digest: Option<&Digest>, body: bytes::Bytes) -> Response {
    let length = body.len();
    let mut response = Response::new(if head { Body::empty() } else { Body::from(body) });
    set(&mut response, CONTENT_TYPE, media_type);
    set(&mut response, CONTENT_LENGTH, &length.to_string());
    if let Some(digest) = digest {
        set(&mut response, CONTENT_DIGEST, digest.as_str());
    }
    response
}
