//! Who is calling, as the signature says. In: header or presigned query. Out: [`Credentials`]. Never here: checking
//! the signature (see `signature`), storage of keys.

use std::borrow::Cow;

use shapes::Error;

use crate::{account::account_of, query_read::Pairs, read::Request};

const ALGORITHM: &str = "AWS4-HMAC-SHA256";
const MAX_HEADER: usize = 8192;
const DEFAULT_REGION: &str = "us-east-1";

/// The caller, as claimed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Credentials {
    /// access key id; empty for an unsigned call
    pub access_key: String,
    /// 12 digits, from the access key
    pub account: String,
    /// from the credential scope, else `us-east-1`
    pub region: String,
    /// signing name from the credential scope; empty for an unsigned call
    pub service: String,
    /// `X-Amz-Security-Token`
    pub session_token: Option<String>,
    /// what is needed to check the signature; `None` for an unsigned call
    pub signature: Option<Signature>,
}

/// The parts of an AWS4-HMAC-SHA256 signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    /// `20261122/us-west-2/ecs/aws4_request`
    pub scope: String,
    /// `20261122T135936Z`
    pub date: String,
    /// lower case, joined by `;`
    pub signed_headers: String,
    /// 64 hex digits
    pub hex: String,
    /// the parts stood in the query string
    pub presigned: bool,
}

impl Credentials {
    fn unsigned() -> Self {
        Self {
            access_key: String::new(),
            account: account_of(""),
            region: DEFAULT_REGION.to_owned(),
            service: String::new(),
            session_token: None,
            signature: None,
        }
    }

    fn signed(credential: &str, date: &str, signed_headers: &str, hex: &str) -> Result<Self, Error> {
        let malformed = || {
            incomplete(
                "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term",
            )
        };
        let (access_key, scope) = credential.split_once('/').ok_or_else(malformed)?;
        let [_, region, service, "aws4_request"] = scope.split('/').collect::<Vec<_>>()[..] else {
            return Err(malformed());
        };
        Ok(Self {
            access_key: access_key.to_owned(),
            account: account_of(access_key),
            region: region.to_owned(),
            service: service.to_owned(),
            session_token: None,
            signature: Some(Signature {
                scope: scope.to_owned(),
                date: date.to_owned(),
                signed_headers: signed_headers.to_owned(),
                hex: hex.to_owned(),
                presigned: false,
            }),
        })
    }
}

/// Credentials of a request; `query` is its decoded query string.
pub(crate) fn credentials(request: &Request<'_>, query: &Pairs<'_>) -> Result<Credentials, Error> {
    let session_token = request.header("x-amz-security-token").map(str::to_owned);
    let found = match request.header("authorization") {
        Some(header) => from_header(header, request.header("x-amz-date").unwrap_or_default())?,
        None if parameter(query, "X-Amz-Credential").is_some() => from_query(query)?,
        None => Credentials::unsigned(),
    };
    Ok(Credentials { session_token: session_token.or(found.session_token.clone()), ..found })
}

fn from_header(header: &str, date: &str) -> Result<Credentials, Error> {
    let Some(parts) = header.strip_prefix(ALGORITHM).filter(|_| header.len() <= MAX_HEADER) else {
        return Err(incomplete(format!("Authorization header must begin with {ALGORITHM}")));
    };
    let part = |name: &str| {
        let found = parts.split(',').find_map(|part| part.trim().strip_prefix(name)?.strip_prefix('='));
        let wanted = format!("Authorization header requires '{name}' parameter.");
        found.filter(|value| !value.is_empty()).ok_or_else(|| incomplete(wanted))
    };
    Credentials::signed(part("Credential")?, date, part("SignedHeaders")?, part("Signature")?)
}

fn from_query(query: &Pairs<'_>) -> Result<Credentials, Error> {
    let part = |name: &str| {
        parameter(query, name)
            .ok_or_else(|| incomplete(format!("AWS query-string parameters must include '{name}'.")))
    };
    if part("X-Amz-Algorithm")? != ALGORITHM {
        return Err(incomplete(format!("X-Amz-Algorithm must be {ALGORITHM}")));
    }
    let (date, hex) = (part("X-Amz-Date")?, part("X-Amz-Signature")?);
    let mut found = Credentials::signed(part("X-Amz-Credential")?, date, part("X-Amz-SignedHeaders")?, hex)?;
    found.session_token = parameter(query, "X-Amz-Security-Token").map(str::to_owned);
    if let Some(signature) = &mut found.signature {
        signature.presigned = true;
    }
    Ok(found)
}

pub(crate) fn parameter<'p>(pairs: &'p Pairs<'_>, name: &str) -> Option<&'p str> {
    pairs.iter().find(|(key, _)| key == name).map(|(_, value)| &**value)
}

fn incomplete(words: impl Into<Cow<'static, str>>) -> Error {
    Error::sender("IncompleteSignature", words.into()).with_status(403)
}
