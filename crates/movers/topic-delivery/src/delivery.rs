//! One POST, described.
//!
//! Comes in: a body with its ids and endpoint. Goes out: the HTTP request with the headers of SNS.
//! Never done here: sending.

use bytes::Bytes;
use http::header::{
    ACCEPT_ENCODING, AUTHORIZATION, CONNECTION, CONTENT_LENGTH, CONTENT_TYPE, HOST, HeaderName, USER_AGENT,
};
use http::{HeaderValue, Request};
use http_body_util::Full;

use crate::endpoint::Endpoint;
use crate::envelope::MessageType;

/// The content type of every body unless the subscription's `requestPolicy.headerContentType` says otherwise.
pub const DEFAULT_CONTENT_TYPE: &str = "text/plain; charset=UTF-8";

/// Everything one attempt needs. Cheap to clone: the body is shared.
#[derive(Debug, Clone)]
pub struct Delivery {
    /// Where to.
    pub endpoint: Endpoint,
    /// What kind of message.
    pub message_type: MessageType,
    /// UUID of the message.
    pub message_id: String,
    /// ARN of the topic.
    pub topic_arn: String,
    /// ARN of the subscription; `None` on a SubscriptionConfirmation.
    pub subscription_arn: Option<String>,
    /// Raw delivery: `body` is the message itself, and a header says so.
    pub raw: bool,
    /// Usually [`DEFAULT_CONTENT_TYPE`].
    pub content_type: String,
    /// The bytes to post.
    pub body: Bytes,
}

impl Delivery {
    /// The request as SNS sends it; errors when a value does not fit an HTTP header.
    pub(crate) fn request(&self) -> Result<Request<Full<Bytes>>, http::Error> {
        let mut request = Request::post(self.endpoint.target()).body(Full::new(self.body.clone()))?;
        let headers = request.headers_mut();
        headers.insert("x-amz-sns-message-type", HeaderValue::from_static(self.message_type.as_str()));
        for (name, value) in self.spoken_headers() {
            headers.insert(name, HeaderValue::from_str(value)?);
        }
        if self.raw {
            headers.insert("x-amz-sns-rawdelivery", HeaderValue::from_static("true"));
        }
        headers.insert(CONTENT_LENGTH, HeaderValue::from(self.body.len()));
        headers.insert(CONNECTION, HeaderValue::from_static("Keep-Alive"));
        headers.insert(USER_AGENT, HeaderValue::from_static("Amazon Simple Notification Service Agent"));
        headers.insert(ACCEPT_ENCODING, HeaderValue::from_static("gzip,deflate"));
        Ok(request)
    }

    /// The headers whose values come from outside.
    fn spoken_headers(&self) -> impl Iterator<Item = (HeaderName, &str)> {
        let always = [
            (HeaderName::from_static("x-amz-sns-message-id"), self.message_id.as_str()),
            (HeaderName::from_static("x-amz-sns-topic-arn"), &self.topic_arn),
            (CONTENT_TYPE, &self.content_type),
            (HOST, self.endpoint.host_header()),
        ];
        let subscription = self.subscription_arn.as_deref();
        let authorization = self.endpoint.authorization();
        always
            .into_iter()
            .chain(subscription.map(|arn| (HeaderName::from_static("x-amz-sns-subscription-arn"), arn)))
            .chain(authorization.map(|value| (AUTHORIZATION, value)))
    }
}
