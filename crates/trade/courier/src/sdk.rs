//! In: the official SDK's requests. Out: its responses, over our own pool; and the SDK's settings from the standard chain.
//! Never here: knowledge of any AWS operation, signing.

use crate::{Address, CallError, Missing, Outgoing, Pool, Settings};
use aws_config::{BehaviorVersion, Region, SdkConfig};
use aws_credential_types::Credentials;
use aws_smithy_runtime_api::{
    client::{
        http::{HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector},
        orchestrator::{HttpRequest, HttpResponse},
        result::{ConnectorError, SdkError},
        runtime_components::RuntimeComponents,
    },
    http::StatusCode,
};
use aws_smithy_types::{body::SdkBody, error::metadata::ProvideErrorMetadata};
use bytes::Bytes;
use http_body_util::BodyExt;
use std::{fmt, sync::Arc, time::Duration};

const DEFAULT_LIMIT: Duration = Duration::from_secs(20);

/// What was said about one AWS service, under the names every SDK reads.
#[derive(Clone, PartialEq, Eq)]
pub struct SdkSettings {
    /// Region; `None` leaves it to the standard chain (profile, instance metadata).
    pub region: Option<String>,
    /// Where the service is, when not at AWS.
    pub endpoint: Option<Address>,
    credentials: Option<Credentials>,
}

impl fmt::Debug for SdkSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SdkSettings").field("region", &self.region).field("endpoint", &self.endpoint).finish()
    }
}

impl SdkSettings {
    /// Reads `AWS_ENDPOINT_URL_<service>` or `AWS_ENDPOINT_URL`, `AWS_REGION` or `AWS_DEFAULT_REGION`, and a key if one is given.
    pub fn read(said: &Settings<'_>, service: &str) -> Result<Self, Missing> {
        let first = |names: &[&str]| names.iter().find_map(|n| said.text(n).map(|t| ((*n).to_owned(), t)));
        let own = format!("AWS_ENDPOINT_URL_{service}");
        let endpoint = first(&[&own, "AWS_ENDPOINT_URL"])
            .map(|(name, text)| Address::parse(&text).map_err(|e| Settings::wrong(&name, &e.to_string())))
            .transpose()?;
        let pair = said.text("AWS_ACCESS_KEY_ID").zip(said.text("AWS_SECRET_ACCESS_KEY"));
        let credentials = pair.map(|(id, secret)| {
            Credentials::new(id, secret, said.text("AWS_SESSION_TOKEN"), None, "Environment")
        });
        let region = first(&["AWS_REGION", "AWS_DEFAULT_REGION"]).map(|(_, text)| text);
        Ok(Self { region, endpoint, credentials })
    }

    /// The same in another Region.
    pub fn in_region(mut self, region: &str) -> Self {
        self.region = Some(region.to_owned());
        self
    }
}

/// The SDK's configuration for one service, requests going over `pool`; what was not said is left to the standard chain
/// (profile, task role, instance role).
pub async fn sdk_config(pool: Arc<Pool>, said: &SdkSettings) -> SdkConfig {
    let mut loader = aws_config::defaults(BehaviorVersion::latest()).http_client(Carrier { pool });
    if let Some(region) = &said.region {
        loader = loader.region(Region::new(region.clone()));
    }
    if let Some(endpoint) = &said.endpoint {
        loader = loader.endpoint_url(endpoint.to_string());
    }
    if let Some(credentials) = &said.credentials {
        loader = loader.credentials_provider(credentials.clone());
    }
    loader.load().await
}

#[derive(Debug)]
struct Carrier {
    pool: Arc<Pool>,
}

impl HttpClient for Carrier {
    fn http_connector(&self, settings: &HttpConnectorSettings, _: &RuntimeComponents) -> SharedHttpConnector {
        let limit = settings.read_timeout().unwrap_or(DEFAULT_LIMIT);
        SharedHttpConnector::new(Connector { pool: self.pool.clone(), limit })
    }
}

#[derive(Debug)]
struct Connector {
    pool: Arc<Pool>,
    limit: Duration,
}

impl HttpConnector for Connector {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let (pool, limit) = (self.pool.clone(), self.limit);
        HttpConnectorFuture::new(async move {
            let out = translate(request).await?;
            let answer = pool.call(out, limit).await.map_err(blame)?;
            let (head, body) = answer.into_parts();
            let status =
                StatusCode::try_from(head.status.as_u16()).map_err(|e| ConnectorError::user(e.into()))?;
            let mut response = HttpResponse::new(status, SdkBody::from(body));
            for (name, value) in &head.headers {
                let value = value.to_str().map_err(|e| ConnectorError::user(e.into()))?;
                response.headers_mut().append(name.as_str().to_owned(), value.to_owned());
            }
            Ok(response)
        })
    }
}

async fn translate(request: HttpRequest) -> Result<Outgoing, ConnectorError> {
    let request = request.try_into_http1x().map_err(|e| ConnectorError::user(e.into()))?;
    let (head, body) = request.into_parts();
    let address = Address::parse(&head.uri.to_string()).map_err(|e| ConnectorError::user(e.into()))?;
    let body = match body.bytes() {
        Some(bytes) => Bytes::copy_from_slice(bytes),
        None => body.collect().await.map_err(ConnectorError::user)?.to_bytes(),
    };
    Ok(Outgoing { method: head.method, address, headers: head.headers, body })
}

fn blame(error: CallError) -> ConnectorError {
    match error {
        CallError::Late(_) => ConnectorError::timeout(error.into()),
        CallError::Connect(_) | CallError::Broken(_) => ConnectorError::io(error.into()),
        CallError::NoTls | CallError::BadRequest(_) => ConnectorError::user(error.into()),
    }
}

/// Why a call of the SDK failed, in one line: the service's code and message, or what broke on the way.
pub fn explain<E, R>(error: &SdkError<E, R>) -> String
where
    E: ProvideErrorMetadata + std::error::Error + 'static,
    R: fmt::Debug,
{
    if let Some(said) = error.as_service_error() {
        return format!("{}: {}", said.code().unwrap_or("error"), said.message().unwrap_or("no message"));
    }
    let mut text = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(deeper) = cause {
        text = format!("{text}: {deeper}");
        cause = deeper.source();
    }
    text
}
