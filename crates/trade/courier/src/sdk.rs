//! In: the official SDK's requests. Out: its responses, over our own pool; and the SDK's settings from the standard chain.
//! Never here: knowledge of any AWS operation, signing.

use crate::{Address, CallError, Outgoing, Pool};
use aws_config::{BehaviorVersion, Region, SdkConfig};
use aws_smithy_runtime_api::{
    client::{
        http::{HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector},
        orchestrator::{HttpRequest, HttpResponse},
        result::ConnectorError,
        runtime_components::RuntimeComponents,
    },
    http::StatusCode,
};
use aws_smithy_types::body::SdkBody;
use bytes::Bytes;
use http_body_util::BodyExt;
use std::{sync::Arc, time::Duration};

const DEFAULT_LIMIT: Duration = Duration::from_secs(20);

/// The SDK's settings: Region and credentials by the standard chain, `AWS_ENDPOINT_URL` honoured, requests over `pool`.
///
/// `region` wins over the chain's own.
pub async fn sdk_config(pool: Arc<Pool>, region: Option<&str>) -> SdkConfig {
    let loader = aws_config::defaults(BehaviorVersion::latest()).http_client(Carrier { pool });
    match region {
        Some(region) => loader.region(Region::new(region.to_owned())).load().await,
        None => loader.load().await,
    }
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
