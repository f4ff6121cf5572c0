//! An nginx of our own: foreground, one worker, its files in a scratch directory. In: a target, a certificate. Out: where it listens.
//! Never here: measuring.

use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use bench::cloud::Scratch;

use crate::rivals::{Identity, free_address};

/// What a load balancer tells its targets. In every location: one with header lines of its own inherits none.
const HEADERS: &str = "proxy_set_header Host $host; proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;\
    proxy_set_header X-Forwarded-Port 80; proxy_set_header X-Forwarded-Proto http;\
    proxy_set_header X-Amzn-Trace-Id Root=1-$request_id;";

/// A running nginx.
pub(crate) struct Nginx {
    child: Child,
    /// Where it speaks plain HTTP/1.1.
    pub(crate) plain: String,
    /// Where it speaks TLS, HTTP/1.1 and HTTP/2.
    pub(crate) secure: String,
}

impl Nginx {
    /// Starts it in front of a target, with the header lines a load balancer adds.
    pub(crate) fn start(scratch: &Scratch, target: &str, identity: &Identity) -> Result<Nginx, String> {
        let (plain, secure) = (free_address()?, free_address()?);
        let path = scratch.path().display();
        let (chain, key) = (identity.chain.display(), identity.key.display());
        let text = format!(
            "daemon off; worker_processes 1; pid {path}/nginx.pid; error_log {path}/error.log;\n\
             worker_rlimit_nofile 20000; events {{ worker_connections 16384; }}\n\
             http {{ access_log off; client_body_temp_path {path}/a; proxy_temp_path {path}/b; fastcgi_temp_path {path}/c;\n\
               uwsgi_temp_path {path}/d; scgi_temp_path {path}/e; keepalive_requests 100000000; keepalive_timeout 600;\n\
               upstream target {{ server {target}; keepalive 256; keepalive_requests 100000000; }}\n\
               proxy_http_version 1.1;\n\
               server {{ listen {plain}; listen {secure} ssl http2; ssl_certificate {chain}; ssl_certificate_key {key};\n\
                 location / {{ proxy_pass http://target; {HEADERS} proxy_set_header Connection \"\"; }}\n\
                 location /echo {{ proxy_pass http://target; {HEADERS} proxy_set_header Upgrade $http_upgrade;\n\
                   proxy_set_header Connection upgrade; }} }} }}\n"
        );
        let file = scratch.path().join("nginx.conf");
        std::fs::write(&file, text).map_err(|error| error.to_string())?;
        let child = Command::new("nginx").arg("-c").arg(&file).stderr(Stdio::null()).spawn();
        let nginx = Nginx { child: child.map_err(|error| format!("nginx: {error}"))?, plain, secure };
        for _ in 0..200 {
            if TcpStream::connect(&nginx.secure).is_ok() {
                return Ok(nginx);
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        Err("nginx does not listen; run it by hand with the same configuration to see why".to_owned())
    }

    /// The master; its worker is its child.
    pub(crate) fn pid(&self) -> u32 {
        self.child.id()
    }
}

impl Drop for Nginx {
    fn drop(&mut self) {
        // SIGTERM to the master ends its worker too; it is our own child.
        drop(Command::new("kill").arg(self.child.id().to_string()).status());
        drop(self.child.wait());
    }
}
