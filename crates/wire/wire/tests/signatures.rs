//! Signatures made by botocore 1.43.11 with the key `123456789012` / `hunter2`.
#![allow(clippy::unwrap_used)]

use wire::{Request, read, verify};

fn check(request: &Request<'_>, secret: &str) -> Result<(), shapes::Error> {
    let call = read(request).unwrap();
    verify(request, &call.credentials, secret)
}

const HEADER_SIGNED: &[(&str, &str)] = &[
    ("content-type", "application/x-amz-json-1.1"),
    ("host", "localhost:4566"),
    ("x-amz-target", "AmazonEC2ContainerServiceV20141113.DescribeServices"),
    ("x-amz-date", "20261122T135936Z"),
    (
        "authorization",
        "AWS4-HMAC-SHA256 Credential=123456789012/20261122/us-west-2/ecs/aws4_request, \
         SignedHeaders=content-type;host;x-amz-date;x-amz-target, \
         Signature=3c17a5c4d648bacb2a72d101c7b7fe560f0aa7e4562372304aa9ce1aa345654c",
    ),
];

#[test]
fn a_signed_header() {
    let body = br#"{"cluster":"default","services":["web"]}"#;
    let request = Request { method: "POST", path: "/", query: "", headers: &HEADER_SIGNED, body };
    assert_eq!(check(&request, "hunter2"), Ok(()));
    assert_eq!(check(&request, "hunter3").unwrap_err().code, "SignatureDoesNotMatch");
    let request = Request { body: br#"{"cluster":"default","services":["wEb"]}"#, ..request };
    assert_eq!(check(&request, "hunter2").unwrap_err().code, "SignatureDoesNotMatch");
}

#[test]
fn a_presigned_address() {
    let query = "Action=ListTopics&Version=2010-03-31&Z=a%2Fb&B=&X-Amz-Algorithm=AWS4-HMAC-SHA256\
                 &X-Amz-Credential=123456789012%2F20261122%2Fus-west-2%2Fsns%2Faws4_request&X-Amz-Date=20261122T135936Z\
                 &X-Amz-Expires=3600&X-Amz-SignedHeaders=host\
                 &X-Amz-Signature=51d1fc2a9b377240247e32e6b33307569fb511d1418bad749fab606dec8b3ad1";
    let headers = &[("host", "localhost:4566")][..];
    let request = Request { method: "GET", path: "/a%20b/", query, headers: &headers, body: b"" };
    assert_eq!(check(&request, "hunter2"), Ok(()));
    let call = read(&request).unwrap();
    assert_eq!((call.credentials.region.as_str(), call.operation.name), ("us-west-2", "ListTopics"));
    assert!(check(&Request { path: "/a%20c/", ..request }, "hunter2").is_err());
}

#[test]
fn an_unsigned_call() {
    let headers: &[(&str, &str)] = &[];
    let request =
        Request { method: "GET", path: "/", query: "Action=ListTopics", headers: &headers, body: b"" };
    assert_eq!(check(&request, "x").unwrap_err().code, "MissingAuthenticationToken");
}
