//! In: an operation and its members. Out: what the service answered. Never here: what the operations mean.

use std::net::SocketAddr;
use std::time::{SystemTime, UNIX_EPOCH};

use bytes::Bytes;
use http::Request;
use serde_json::Value;

use super::error::AwsError;
use super::http::{Answer, Http};
use super::signature::{Signing, stamp};
use super::xml::Element;

/// Services that speak JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum JsonService {
    Ecs,
    Ecr,
    Ssm,
    Logs,
    DynamoDb,
}

impl JsonService {
    /// Signing name, target prefix, JSON version.
    fn spelling(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Ecs => ("ecs", "AmazonEC2ContainerServiceV20141113", "1.1"),
            Self::Ecr => ("ecr", "AmazonEC2ContainerRegistry_V20150921", "1.1"),
            Self::Ssm => ("ssm", "AmazonSSM", "1.1"),
            Self::Logs => ("logs", "Logs_20140328", "1.1"),
            Self::DynamoDb => ("dynamodb", "DynamoDB_20120810", "1.0"),
        }
    }
}

/// Services that speak Query.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum QueryService {
    Sns,
    LoadBalancing,
    Ec2,
}

impl QueryService {
    /// Signing name and API version.
    fn spelling(self) -> (&'static str, &'static str) {
        match self {
            Self::Sns => ("sns", "2010-03-31"),
            Self::LoadBalancing => ("elasticloadbalancing", "2015-12-01"),
            Self::Ec2 => ("ec2", "2016-11-15"),
        }
    }
}

/// A caller: an account in a Region, at an endpoint. Its access key id is the account number, as the product understands it.
#[derive(Clone)]
pub(crate) struct Aws {
    http: Http,
    account: String,
    region: String,
}

impl Aws {
    /// A caller at `endpoint`, for an account of 12 digits.
    pub(crate) fn new(endpoint: SocketAddr, account: &str, region: &str) -> Self {
        Self { http: Http::new(endpoint), account: account.to_owned(), region: region.to_owned() }
    }

    pub(crate) fn account(&self) -> &str {
        &self.account
    }

    pub(crate) fn region(&self) -> &str {
        &self.region
    }

    pub(crate) fn endpoint(&self) -> SocketAddr {
        self.http.address()
    }

    /// Calls an operation of a JSON service; the answer is an object.
    pub(crate) async fn json(
        &self,
        service: JsonService,
        operation: &str,
        input: Value,
    ) -> Result<Value, AwsError> {
        let (name, prefix, version) = service.spelling();
        let call = format!("{name} {operation}");
        let kind = format!("application/x-amz-json-{version}");
        let target = format!("{prefix}.{operation}");
        let answer = self.call(&call, name, &kind, Some(&target), input.to_string().into()).await?;
        if !answer.status.is_success() {
            return Err(AwsError::of_json(call, &answer));
        }
        if answer.body.is_empty() {
            return Ok(Value::Object(Default::default()));
        }
        serde_json::from_slice(&answer.body)
            .map_err(|error| AwsError::Unreadable { call, why: error.to_string() })
    }

    /// Calls an operation of a Query service; the answer is the root of its XML.
    pub(crate) async fn query(
        &self,
        service: QueryService,
        action: &str,
        parameters: &[(&str, &str)],
    ) -> Result<Element, AwsError> {
        let (name, version) = service.spelling();
        let call = format!("{name} {action}");
        let body = form(&[&[("Action", action), ("Version", version)], parameters].concat());
        let kind = "application/x-www-form-urlencoded; charset=utf-8";
        let answer = self.call(&call, name, kind, None, body.into()).await?;
        if !answer.status.is_success() {
            return Err(AwsError::of_xml(call, &answer));
        }
        let unreadable = |why: String| AwsError::Unreadable { call: call.clone(), why };
        let text = std::str::from_utf8(&answer.body).map_err(|error| unreadable(error.to_string()))?;
        Element::parse(text).map_err(|error| unreadable(error.to_string()))
    }

    async fn call(
        &self,
        call: &str,
        service: &str,
        kind: &str,
        target: Option<&str>,
        body: Bytes,
    ) -> Result<Answer, AwsError> {
        let host = format!("localhost:{}", self.http.address().port());
        let date = stamp(SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_secs()));
        let mut headers = vec![("content-type", kind), ("host", &host), ("x-amz-date", &date)];
        headers.extend(target.map(|target| ("x-amz-target", target)));
        let signing = Signing {
            access_key: &self.account,
            // Every account's key is its number, and nobody checks the secret; see the product's notes on security.
            secret: "test",
            region: &self.region,
            service,
            date: &date,
            headers: &headers,
            body: &body,
        };
        let authorization = signing.authorization();
        let mut request = Request::post("/").header("authorization", authorization);
        for (name, value) in &headers {
            request = request.header(*name, *value);
        }
        let request = request.body(body).map_err(|error| AwsError::Unreadable {
            call: call.to_owned(),
            why: format!("the request cannot be written: {error}"),
        })?;
        self.http.send(request).await.map_err(|error| AwsError::Http { call: call.to_owned(), error })
    }
}

/// `a=b&c=d`, everything but letters, digits and `-._~` escaped.
fn form(pairs: &[(&str, &str)]) -> String {
    let pairs = pairs.iter().map(|(name, value)| format!("{}={}", escape(name), escape(value)));
    pairs.collect::<Vec<_>>().join("&")
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => out.push(byte.into()),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_escaped() {
        assert_eq!(form(&[("A.1", "x y&z=\u{e9}"), ("B", "")]), "A.1=x%20y%26z%3D%C3%A9&B=");
    }
}
