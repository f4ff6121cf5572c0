//! The refusal of a service that is not in this product, in a form its clients read. In: a request, the service's name. Out: a
//! [`Refusal`]. Never here: who decides that it is absent.

use shapes::{Error, Protocol};

use crate::read::Request;
use crate::refusal::Refusal;
use crate::route::{clipped, protocol_hint};

/// Services that answer REST requests in XML; all others that speak REST do so in JSON. By signing name and by host.
const REST_XML: [&str; 6] = ["cloudfront", "route53", "s3", "s3-control", "s3express", "s3-outposts"];

/// Refuses a request to a service that is not here, naming it and what was wanted of it.
pub fn absent(request: &Request<'_>, service: &str) -> Refusal {
    let action = request.query.split('&').find_map(|pair| pair.strip_prefix("Action="));
    let target = request.header("x-amz-target").and_then(|target| target.rsplit('.').next());
    let wanted = match target.or(action) {
        Some(name) => name.to_owned(),
        None => format!("{} {}", request.method, request.path),
    };
    let rest = target.is_none() && action.is_none() && !request.is_form() && !request.is_cbor();
    let protocol = match rest && !REST_XML.contains(&service) {
        true => Protocol::Json11,
        false => protocol_hint(request),
    };
    Refusal::new(Error::not_implemented(&clipped(service), &clipped(&wanted)), protocol)
}
