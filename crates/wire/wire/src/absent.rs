//! The refusal of services that are not in this product, in a form their clients read. In: a request, perhaps the name its host gives the
//! service. Out: a [`Refusal`], or nothing for what may be meant for a service that is here. Never here: unknown operations of those.
//!
//! ```text
//! X-Amz-Target, /service/NAME/operation/ ──▶ of a service here: not ours to refuse
//!            │ else                      └─▶ of an absent one: refused
//! Credential of the signature ──▶ the same two ways
//!            │ unsigned
//! Version beside an Action; else a path that one service alone has
//! ```

use std::borrow::Cow;

use shapes::{Error, Protocol};

use crate::absent_services::{Manner, Service, by_name, by_path, by_target, by_version};
use crate::query_read::decode_component;
use crate::read::Request;
use crate::refusal::Refusal;
use crate::route::{clipped, host_service, protocol_hint};

/// What signatures begin with: with a key of both sides, or (for several Regions at once) of one.
const ALGORITHMS: [&str; 2] = ["AWS4-HMAC-SHA256", "AWS4-ECDSA-P256-SHA256"];
/// How S3 was signed for before, in a header and in links.
const OLD_S3_HEADER: &str = "AWS ";
const OLD_S3_LINK: [&str; 3] = ["AWSAccessKeyId", "Signature", "Expires"];
/// A host name of S3 that is in no model: there REST is spoken in XML.
const XML_HOST: &str = "s3express-control";

/// Refuses a request to a service that is not here, which its host or its signature calls by this name, whatever else the request shows.
pub fn absent(request: &Request<'_>, name: &str) -> Refusal {
    let asked = Asked::of(request);
    match by_name(name, asked.manner()) {
        Some(service) => asked.refused(service),
        None => asked.refused_as(name),
    }
}

/// Refuses a request that shows that it means a service which is not here; `None` for all others.
pub(crate) fn elsewhere(request: &Request<'_>) -> Option<Refusal> {
    let named = named(request).map(|(prefix, _)| prefix);
    if named.is_some_and(is_here) {
        return None;
    }
    let by_target = named.and_then(by_target);
    let signed = signed_for(request);
    if by_target.is_none() && signed.as_deref().map_or(named.is_some(), is_here) {
        return None;
    }
    let asked = Asked::of(request);
    let by_signature = || by_name(signed.as_deref()?, asked.manner());
    let unsigned = || if signed.is_none() { asked.unsigned() } else { None };
    by_target.or_else(by_signature).or_else(unsigned).map(|service| asked.refused(service))
}

/// The refusal of a Query operation of a service that has the signing name of one that is here, and this version.
pub(crate) fn namesake(name: &str, version: &str, action: &str) -> Option<Error> {
    by_version(version).filter(|service| service.name() == name).map(|service| error(service, action))
}

/// Whether a service is called so, in targets or in signatures.
fn is_here(name: &str) -> bool {
    shapes::services().iter().any(|here| here.target_prefix == name || here.signing_name == name)
}

fn error(service: &Service, wanted: &str) -> Error {
    let (full_name, name, wanted) = (service.full_name, service.name(), clipped(wanted));
    let mut message = format!("{full_name} ({name} {wanted}) is not in this product; see SCOPE.md");
    if let Some(instead) = service.instead {
        message = format!("{message}. Instead: {instead}.");
    }
    Error { message, ..Error::not_implemented(name, &wanted) }
}

/// A request, and the operation it names, if it does.
struct Asked<'a> {
    request: Request<'a>,
    named: Option<&'a str>,
    action: Option<Cow<'a, str>>,
    version: Option<Cow<'a, str>>,
}

impl<'a> Asked<'a> {
    fn of(request: &Request<'a>) -> Asked<'a> {
        let named = named(request).map(|(_, operation)| operation);
        let action = parameter(request, "Action");
        Asked { request: *request, named, action, version: parameter(request, "Version") }
    }

    fn manner(&self) -> Manner<'_> {
        match (self.named, &self.action) {
            (Some(_), _) => Manner::Named,
            (None, Some(_)) => Manner::Query(self.version.as_deref().unwrap_or_default()),
            (None, None) => Manner::Rest(self.request.path),
        }
    }

    /// The service an unsigned request means.
    fn unsigned(&self) -> Option<&'static Service> {
        match self.manner() {
            // What the host names comes first for those that are here.
            Manner::Query(version) if host_service(&self.request).is_none() => by_version(version),
            Manner::Rest(path) => by_path(path),
            Manner::Query(_) | Manner::Named => None,
        }
    }

    /// The operation if the request names it, else method and path.
    fn wanted(&self) -> String {
        // SDKs say in `x-id` which of several operations of one method and path they mean.
        let named = self.named.or(self.action.as_deref()).or_else(|| {
            let mut pairs = self.request.query.split('&');
            pairs.find_map(|pair| pair.strip_prefix("x-id="))
        });
        named.map_or_else(|| format!("{} {}", self.request.method, self.request.path), str::to_owned)
    }

    fn refused(&self, service: &Service) -> Refusal {
        let error = error(service, &self.wanted());
        match (self.manner(), self.request.is_cbor()) {
            (Manner::Rest(_), false) => Self::without_a_name(service, error),
            _ => Refusal::new(error, protocol_hint(&self.request)),
        }
    }

    /// Neither header nor parameter says how it is spoken: as the service is.
    fn without_a_name(service: &Service, error: Error) -> Refusal {
        let spoken = [
            ("rest-json", Protocol::RestJson),
            ("rest-xml", Protocol::RestXml),
            ("rest-xml-unwrapped", Protocol::RestXml),
            ("json", Protocol::Json11),
        ];
        let found = spoken.into_iter().find(|(protocol, _)| service.speaks(protocol));
        let (word, protocol) = found.unwrap_or(("query", Protocol::Query));
        Refusal { unwrapped: word == "rest-xml-unwrapped", ..Refusal::new(error, protocol) }
    }

    /// As a service of which only the name is known.
    fn refused_as(&self, name: &str) -> Refusal {
        let error = Error::not_implemented(&clipped(name), &clipped(&self.wanted()));
        let protocol = match (self.manner(), self.request.is_cbor()) {
            (Manner::Rest(_), false) if name == XML_HOST => Protocol::RestXml,
            (Manner::Rest(_), false) => Protocol::RestJson,
            _ => protocol_hint(&self.request),
        };
        Refusal::new(error, protocol)
    }
}

/// Service and operation of a request that has them in a header or in a path of its own.
fn named<'a>(request: &Request<'a>) -> Option<(&'a str, &'a str)> {
    if request.is_cbor() {
        let (service, operation) = request.path.strip_prefix("/service/")?.split_once('/')?;
        return Some((service, operation.strip_prefix("operation/")?));
    }
    request.header("x-amz-target")?.rsplit_once('.')
}

/// What a request is signed for, whether or not the signature is sound in all its parts.
fn signed_for<'a>(request: &Request<'a>) -> Option<Cow<'a, str>> {
    let Some(header) = request.header("authorization") else {
        return match in_query(request, "X-Amz-Credential") {
            Some(credential) => of_scope(&credential).map(|name| Cow::Owned(name.to_owned())),
            None => OLD_S3_LINK.iter().all(|name| in_query(request, name).is_some()).then_some("s3".into()),
        };
    };
    if header.starts_with(OLD_S3_HEADER) {
        return Some("s3".into());
    }
    let parts = ALGORITHMS.iter().find_map(|algorithm| header.strip_prefix(algorithm))?;
    let mut parts = parts.split([',', ' ']);
    parts.find_map(|part| part.strip_prefix("Credential=")).and_then(of_scope).map(Cow::Borrowed)
}

/// `lambda` of `KEY/20261122/us-west-2/lambda/aws4_request`; signatures for several Regions name none.
fn of_scope(credential: &str) -> Option<&str> {
    let (scope, service) = credential.strip_suffix("/aws4_request")?.rsplit_once('/')?;
    (scope.contains('/') && !service.is_empty()).then_some(service)
}

/// A parameter of the query string, else of a form.
fn parameter<'a>(request: &Request<'a>, name: &str) -> Option<Cow<'a, str>> {
    let form = request.is_form().then(|| std::str::from_utf8(request.body).ok()).flatten();
    let found = in_query(request, name).or_else(|| value_of(form?, name));
    found.filter(|value| !value.is_empty())
}

fn in_query<'a>(request: &Request<'a>, name: &str) -> Option<Cow<'a, str>> {
    value_of(request.query, name)
}

fn value_of<'a>(pairs: &'a str, name: &str) -> Option<Cow<'a, str>> {
    let mut pairs = pairs.split('&');
    decode_component(pairs.find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='))?)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::write::Response;

    type Headers<'a> = &'a [(&'a str, &'a str)];

    fn attempt(line: &str, headers: Headers<'_>, body: &str) -> Result<crate::Call, Refusal> {
        let (method, target) = line.split_once(' ').unwrap();
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        crate::read(&Request { method, path, query, headers: &headers, body: body.as_bytes() })
    }

    fn refused(line: &str, headers: Headers<'_>, body: &str) -> Response {
        let answer = attempt(line, headers, body).unwrap_err().write("id-1");
        assert_eq!(answer.status, 501, "{line} {headers:?}: {}", String::from_utf8_lossy(&answer.body));
        answer
    }

    fn told(line: &str, headers: Headers<'_>, body: &str) -> String {
        String::from_utf8(refused(line, headers, body).body).unwrap()
    }

    fn signature(service: &str) -> String {
        format!(
            "AWS4-HMAC-SHA256 Credential=test/20261122/us-west-2/{service}/aws4_request, SignedHeaders=host, Signature=00"
        )
    }

    const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded; charset=utf-8");

    #[test]
    fn rest_in_json_has_the_code_in_a_header_too() {
        let authorization = signature("lambda");
        let answer =
            refused("GET /2015-03-31/functions/?MaxItems=5", &[("authorization", &authorization)], "");
        let header =
            |name| answer.headers.iter().find(|(known, _)| *known == name).map(|(_, value)| &**value);
        assert_eq!(header("x-amzn-errortype"), Some("NotImplemented"));
        assert_eq!(header("content-type"), Some("application/json"));
        assert_eq!(
            String::from_utf8(answer.body).unwrap(),
            "{\"__type\":\"NotImplemented\",\"message\":\"AWS Lambda (lambda GET /2015-03-31/functions/) is not in this product; \
             see SCOPE.md. Instead: pack the function's code into an image and run it as an ECS service, or with RunTask for a \
             single run.\"}"
        );
    }

    #[test]
    fn rest_in_xml_is_wrapped_but_for_s3() {
        let answer = told("GET /2013-04-01/hostedzone", &[("authorization", &signature("route53"))], "");
        assert!(
            answer.starts_with("<ErrorResponse xmlns=\"\"><Error><Type>Sender</Type><Code>NotImplemented"),
            "{answer}"
        );
        assert!(answer.contains("Amazon Route 53 (route53 GET /2013-04-01/hostedzone) is not"), "{answer}");
        let answer =
            told("PUT /bucket/a%20key?x-id=PutObject", &[("authorization", &signature("s3"))], "body");
        let refused = refused("PUT /bucket/a%20key", &[("authorization", &signature("s3"))], "");
        assert!(
            refused.headers.contains(&("connection".into(), "close".to_owned())),
            "{:?}",
            refused.headers
        );
        let beginning = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>NotImplemented</Code><Message>Amazon Simple Storage \
                         Service (s3 PutObject) is not in this product; see SCOPE.md. Instead: ";
        assert!(answer.starts_with(beginning), "{answer}");
    }

    #[test]
    fn names_of_operations_are_told_in_every_protocol() {
        let json =
            [("x-amz-target", "AmazonSQS.SendMessage"), ("content-type", "application/x-amz-json-1.0")];
        let sqs = "Amazon Simple Queue Service (sqs SendMessage) is not in this product";
        assert!(
            told("POST /", &json, "{}")
                .starts_with(&format!("{{\"__type\":\"NotImplemented\",\"message\":\"{sqs}"))
        );
        let form = [FORM, ("authorization", &signature("sqs"))];
        let answer = told("POST /000000000000/queue", &form, "Action=SendMessage&Version=2012-11-05");
        assert!(answer.contains(&format!("<Message>{sqs}")), "{answer}");
        let cbor = [("smithy-protocol", "rpc-v2-cbor"), ("authorization", &signature("arc-region-switch"))];
        let answer = refused("POST /service/ArcRegionSwitch/operation/ListPlans", &cbor, "");
        assert_eq!(answer.headers[1].1, "application/cbor");
        let words = String::from_utf8_lossy(&answer.body);
        assert!(words.contains("ARC - Region switch (arc-region-switch ListPlans) is not"), "{words}");
    }

    #[test]
    fn every_kind_of_signature_is_read() {
        let name = "(s3 GET /bucket/key)";
        for header in [
            "AWS4-HMAC-SHA256 Credential=k/20261122/us-west-2/s3/aws4_request,SignedHeaders=host,Signature=0",
            "AWS4-ECDSA-P256-SHA256 Credential=k/20261122/s3/aws4_request, SignedHeaders=host, Signature=0",
            "AWS test:c2lnbmF0dXJl",
        ] {
            assert!(told("GET /bucket/key", &[("authorization", header)], "").contains(name), "{header}");
        }
        for query in [
            "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=k%2F20261122%2Fus-west-2%2Fs3%2Faws4_request&X-Amz-Signature=0",
            "AWSAccessKeyId=test&Signature=x%3D&Expires=1795000000",
        ] {
            assert!(told(&format!("GET /bucket/key?{query}"), &[], "").contains(name), "{query}");
        }
        for header in
            ["AWS4-HMAC-SHA256 Credential=s3/aws4_request", "AWS4-HMAC-SHA256 Credential=", "Basic QVdTOng="]
        {
            let refusal = attempt("GET /bucket/key", &[("authorization", header)], "").unwrap_err();
            assert_eq!(refusal.error.code, "IncompleteSignature", "{header}");
        }
    }

    #[test]
    fn without_a_signature_targets_versions_and_paths_tell() {
        let target = [("x-amz-target", "secretsmanager.GetSecretValue")];
        assert!(
            told("POST /", &target, "{}").contains("AWS Secrets Manager (secretsmanager GetSecretValue)")
        );
        let answer = told("POST /", &[FORM], "Action=ListUsers&Version=2010-05-08");
        assert!(answer.contains("AWS Identity and Access Management (iam ListUsers)"), "{answer}");
        assert!(
            told("GET /?Action=ListStacks&Version=2010-05-15", &[], "")
                .contains("(cloudformation ListStacks)")
        );
        let answer = told("GET /2015-02-01/file-systems", &[], "");
        assert!(
            answer.contains("Amazon Elastic File System (elasticfilesystem GET /2015-02-01/file-systems)"),
            "{answer}"
        );
        // The host names one that is here.
        let host = [("host", "sns.us-west-2.localhost")];
        let refusal = attempt("GET /?Action=ListUsers&Version=2010-05-08", &host, "").unwrap_err();
        assert_eq!(refusal.error.code, "InvalidAction");
        for path in ["/", "/bucket", "/functions"] {
            let refusal = attempt(&format!("GET {path}"), &[], "").unwrap_err();
            assert_eq!(refusal.error.code, "MissingAction", "{path}");
        }
    }

    #[test]
    fn what_is_here_stays_here() {
        for here in shapes::services() {
            let authorization = signature(here.signing_name);
            let signed = [("authorization", &*authorization)];
            let refusal = attempt("GET /2015-03-31/functions", &signed, "").unwrap_err();
            let code = match here.protocols[0] {
                Protocol::RestJson => "UnknownOperationException",
                Protocol::RestXml => "InvalidAction",
                _ => "MissingAction",
            };
            assert_eq!(refusal.error.code, code, "{}", here.name);
            let target = format!("{}.Conjure", here.target_prefix);
            let strange = signature("lambda");
            let headers = [("x-amz-target", &*target), ("authorization", &strange)];
            if !here.target_prefix.is_empty() {
                let refusal = attempt("POST /", &headers, "{}").unwrap_err();
                assert_eq!(refusal.error.code, "UnknownOperationException", "{}", here.name);
            }
        }
        let classic = [FORM, ("authorization", &signature("elasticloadbalancing"))];
        let answer = told("POST /", &classic, "Action=DescribeLoadBalancers&Version=2012-06-01");
        let words = "Elastic Load Balancing (Classic Load Balancers) (elasticloadbalancing DescribeLoadBalancers) is not";
        assert!(answer.contains(words), "{answer}");
        let answer = told("POST /", &classic, "Action=DescribeLoadBalancers&Version=2009-05-15");
        assert!(
            answer.contains("elasticloadbalancing version 2009-05-15 DescribeLoadBalancers is not"),
            "{answer}"
        );
    }

    #[test]
    fn services_nobody_has_heard_of_are_refused_by_the_name_they_are_signed_for() {
        let authorization = signature("sorcery");
        let signed = [("authorization", &*authorization)];
        let answer = told("GET /spells", &signed, "");
        let words = "sorcery GET /spells is not in this product; see SCOPE.md";
        assert_eq!(answer, format!("{{\"__type\":\"NotImplemented\",\"message\":\"{words}\"}}"));
        let answer = told("POST /", &[FORM, signed[0]], "Action=Conjure&Version=2026-01-01");
        assert!(answer.contains("<Message>sorcery Conjure is not in this product"), "{answer}");
        assert!(
            told("POST /", &[("x-amz-target", "Sorcery_2026.Conjure")], "{}")
                .contains("Sorcery_2026 Conjure is not")
        );
    }

    #[test]
    fn a_host_names_services_in_its_own_words() {
        let of_host = |name| {
            let request = Request {
                method: "GET",
                path: "/v2/email/identities",
                query: "",
                headers: &&[][..],
                body: b"",
            };
            absent(&request, name).error.message
        };
        assert!(
            of_host("email").starts_with("Amazon Simple Email Service (ses GET /v2/email/identities) is not")
        );
        assert!(of_host("streams.dynamodb").starts_with("Amazon DynamoDB Streams (dynamodb GET"));
        assert_eq!(
            of_host("sorcery"),
            "sorcery GET /v2/email/identities is not in this product; see SCOPE.md"
        );
    }
}
