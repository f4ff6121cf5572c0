//! Signature version 4, the checking half. In: a request, its credentials, the secret. Out: a verdict.
//! Never here: looking up secrets, deciding whether an unsigned call may pass, checking the clock.

use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};
use shapes::Error;

use crate::{
    credentials::{Credentials, Signature},
    read::Request,
};

const UNSIGNED: &str = "UNSIGNED-PAYLOAD";

/// Checks that `secret` made the request's signature. The date is not compared with any clock.
/// # Errors
/// `MissingAuthenticationToken` (403) when nothing is signed, `SignatureDoesNotMatch` (403) otherwise.
pub fn verify(request: &Request<'_>, credentials: &Credentials, secret: &str) -> Result<(), Error> {
    let Some(signature) = &credentials.signature else {
        return Err(Error::sender("MissingAuthenticationToken", "Request is missing Authentication Token")
            .with_status(403));
    };
    let to_sign = string_to_sign(signature, &canonical_request(request, signature));
    let mac = signing_key(secret, &signature.scope).and_then(|key| keyed(&key, to_sign.as_bytes()));
    // `verify_slice` compares in constant time.
    let same = mac.zip(unhex(&signature.hex)).is_some_and(|(mac, given)| mac.verify_slice(&given).is_ok());
    if same { Ok(()) } else { Err(mismatch()) }
}

fn mismatch() -> Error {
    let words = "The request signature we calculated does not match the signature you provided. Check your AWS Secret \
                 Access Key and signing method. Consult the service documentation for details.";
    Error::sender("SignatureDoesNotMatch", words).with_status(403)
}

fn canonical_request(request: &Request<'_>, signature: &Signature) -> String {
    let mut headers = String::new();
    for name in signature.signed_headers.split(';') {
        let value = request.header(name).unwrap_or_default();
        let value: Vec<&str> = value.split_ascii_whitespace().collect();
        headers.push_str(&format!("{name}:{}\n", value.join(" ")));
    }
    [
        request.method,
        &canonical_path(request.path),
        &canonical_query(request.query),
        &headers,
        &signature.signed_headers,
        &payload_hash(request),
    ]
    .join("\n")
}

/// Every service here but S3 signs the path encoded once more.
fn canonical_path(path: &str) -> String {
    if path.is_empty() { "/".to_owned() } else { encode(path, b"/") }
}

/// Sorted pairs, without the signature itself; names and values arrive encoded already.
fn canonical_query(query: &str) -> String {
    let parts = query.split('&').filter(|part| !part.is_empty());
    let mut pairs: Vec<(&str, &str)> = parts
        .map(|part| part.split_once('=').unwrap_or((part, "")))
        .filter(|(name, _)| *name != "X-Amz-Signature")
        .collect();
    pairs.sort_unstable();
    let pairs: Vec<String> = pairs.iter().map(|(name, value)| format!("{name}={value}")).collect();
    pairs.join("&")
}

fn payload_hash(request: &Request<'_>) -> String {
    match request.header("x-amz-content-sha256") {
        Some(UNSIGNED) => UNSIGNED.to_owned(),
        // A stated hash counts only if it is true, so it is always computed.
        _ => hex(&Sha256::digest(request.body)),
    }
}

fn string_to_sign(signature: &Signature, canonical: &str) -> String {
    let hash = hex(&Sha256::digest(canonical.as_bytes()));
    format!("AWS4-HMAC-SHA256\n{}\n{}\n{hash}", signature.date, signature.scope)
}

fn signing_key(secret: &str, scope: &str) -> Option<Vec<u8>> {
    let first = format!("AWS4{secret}").into_bytes();
    scope
        .split('/')
        .try_fold(first, |key, word| Some(keyed(&key, word.as_bytes())?.finalize().into_bytes().to_vec()))
}

fn keyed(key: &[u8], words: &[u8]) -> Option<Hmac<Sha256>> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).ok()?;
    mac.update(words);
    Some(mac)
}

fn encode(text: &str, kept: &[u8]) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => out.push(char::from(byte)),
            _ if kept.contains(&byte) => out.push(char::from(byte)),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    if text.len() != 64 || !text.is_ascii() {
        return None;
    }
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).ok()).collect()
}
