//! Requests for the tests of this crate. In: a few words. Out: what `read` says.

use wire::{Call, Refusal, Request, read};

/// Headers of a test request: lower-case names.
pub(crate) type Headers<'a> = &'a [(&'a str, &'a str)];

/// Reads a request to `/`.
pub(crate) fn read_with(
    method: &str,
    query: &str,
    headers: Headers<'_>,
    body: &[u8],
) -> Result<Call, Refusal> {
    read(&Request { method, path: "/", query, headers: &headers, body })
}

/// Reads a JSON call of `target`.
#[allow(dead_code)]
pub(crate) fn json(target: &str, body: &str) -> Result<Call, Refusal> {
    let headers = [("content-type", "application/x-amz-json-1.1"), ("x-amz-target", target)];
    read_with("POST", "", &headers, body.as_bytes())
}

/// Reads a form call signed for `service`.
#[allow(dead_code)]
pub(crate) fn form(service: &str, body: &str) -> Result<Call, Refusal> {
    let credential = format!(
        "AWS4-HMAC-SHA256 Credential=123456789012/20261122/us-west-2/{service}/aws4_request, \
         SignedHeaders=host;x-amz-date, Signature={}",
        "0".repeat(64)
    );
    let headers = [
        ("content-type", "application/x-www-form-urlencoded; charset=utf-8"),
        ("authorization", credential.as_str()),
    ];
    read_with("POST", "", &headers, body.as_bytes())
}
