//! What runs in the containers: a server that takes its time, and a program that does nothing. In: arguments. Out: answers; `/exit` ends it.
//! Never here: anything of AWS.

use std::convert::Infallible;
use std::io;
use std::net::Ipv4Addr;
use std::time::Duration;

use bytes::Bytes;
use clap::Args;
use http_body_util::Full;
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};
use tokio::signal::unix::{SignalKind, signal};

/// A server that takes its time.
#[derive(Args)]
pub(crate) struct Serve {
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Milliseconds before it listens
    #[arg(long, default_value_t = 0)]
    listen_after: u64,
    /// Milliseconds before it answers
    #[arg(long, default_value_t = 0)]
    answer_after: u64,
}

/// Serves until SIGTERM.
pub(crate) fn serve(said: &Serve) -> io::Result<()> {
    run_until_told(async {
        tokio::time::sleep(Duration::from_millis(said.listen_after)).await;
        let listener = TcpListener::bind((Ipv4Addr::UNSPECIFIED, said.port)).await?;
        let pause = Duration::from_millis(said.answer_after);
        loop {
            let (stream, _) = listener.accept().await?;
            tokio::spawn(converse(stream, pause));
        }
    })
}

/// Waits for SIGTERM.
pub(crate) fn idle() -> io::Result<()> {
    run_until_told(std::future::pending())
}

/// The first process of a PID namespace gets no SIGTERM unless it asks for it.
fn run_until_told(work: impl Future<Output = io::Result<()>>) -> io::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let mut end = signal(SignalKind::terminate())?;
        tokio::select! {
            done = work => done,
            _ = end.recv() => Ok(()),
        }
    })
}

async fn converse(stream: TcpStream, pause: Duration) {
    if stream.set_nodelay(true).is_err() {
        return;
    }
    let service = service_fn(move |request: Request<Incoming>| async move {
        if request.uri().path() == "/exit" {
            std::process::exit(1);
        }
        tokio::time::sleep(pause).await;
        Ok::<_, Infallible>(Response::new(Full::new(Bytes::from_static(b"{}"))))
    });
    // A connection that breaks is the client's affair.
    drop(hyper::server::conn::http1::Builder::new().serve_connection(TokioIo::new(stream), service).await);
}
