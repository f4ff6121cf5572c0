//! The program the tests run as a task: an HTTP server with knobs, one line on stdout a request.
//!
//! In (environment): `PORT` (8080), `START_DELAY_MS`, `ANSWER_DELAY_MS`, `NAME`, `SAY` with `EXIT_CODE` (say it and end),
//! `TICK_MS` (a line `tick N` every so often, from 1), `LIVE_MS` with `EXIT_CODE` (end after so long),
//! `WRITE` (its name, to this file), `ALLOCATE_MB` (take so much first), `IGNORE_SIGTERM=1`, `SAY_ANSWERS=1` (a line when an answer is out, too; SIGTERM is always told), `SAY_BODIES=1` (a line `posted BODY`, on one line).
//! In (arguments): `check PORT` ends with 0 when a program there answers `/health` with 200, as a health check. In (paths): `/freeze`
//! (answers nothing from then on), `/exit?code=N`, `/allocate?mb=N`, `/burn?ms=N` (half a core for so long), `/env`, `/read?path=P`, `/fetch?method=M&header=NAME:VALUE&...&url=U` (what that answers,
//! seen from inside the task; `%20` is a blank), `/resolve?name=N` and `/srv?name=N` (what its name server says of a name), `/pause?ms=N` (answers that much later),
//! `/echo` (a WebSocket that says everything again), everything else answers the name. Never here: anything of AWS.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream, ToSocketAddrs};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use std::{env, process, thread};

#[path = "../lookup.rs"]
mod lookup;
#[path = "../websocket.rs"]
mod websocket;

static FROZEN: AtomicBool = AtomicBool::new(false);

static STUBBORN: AtomicBool = AtomicBool::new(false);

fn main() -> io::Result<()> {
    if env::args().nth(1).is_some_and(|word| word == "check") {
        check(&env::args().nth(2).unwrap_or_default());
    }
    hear_sigterm();
    if let Some(megabytes) = env::var("ALLOCATE_MB").ok().and_then(|value| value.parse().ok()) {
        allocate(megabytes);
    }
    if let Ok(path) = env::var("WRITE") {
        std::fs::write(path, name())?;
    }
    if let Ok(words) = env::var("SAY") {
        println!("{words}");
        process::exit(number("EXIT_CODE", 0));
    }
    pause("START_DELAY_MS");
    tick();
    let port = number("PORT", 8080);
    let listener = TcpListener::bind(("0.0.0.0", u16::try_from(port).map_err(io::Error::other)?))?;
    println!("{} listens on {port}", name());
    for stream in listener.incoming() {
        let stream = stream?;
        thread::spawn(move || {
            if let Err(error) = serve(stream) {
                eprintln!("connection: {error}");
            }
        });
    }
    Ok(())
}

/// Says how often it has said so, and ends when its time is over.
fn tick() {
    let (every, life) = (number("TICK_MS", 0), number("LIVE_MS", 0));
    let sleep = |milliseconds: i32| thread::sleep(Duration::from_millis(milliseconds.unsigned_abs().into()));
    if every > 0 {
        thread::spawn(move || {
            for n in 1_u64.. {
                println!("tick {n}");
                sleep(every);
            }
        });
    }
    if life > 0 {
        thread::spawn(move || {
            sleep(life);
            process::exit(number("EXIT_CODE", 0))
        });
    }
}

/// A health check: the end of this process says what it came to.
fn check(port: &str) -> ! {
    let answered = fetch("GET", "", &format!("http://127.0.0.1:{port}/health"));
    let well = answered.is_ok_and(|answer| answer.starts_with(b"HTTP/1.1 200"));
    process::exit(i32::from(!well));
}

/// The first process of a PID namespace gets no SIGTERM unless it asks for it. Ends at once: whatever is under way then is lost.
fn hear_sigterm() {
    extern "C" fn came(_: libc::c_int) {
        let words = b"SIGTERM came\n";
        // SAFETY: both are async-signal-safe, and the bytes outlive the call.
        unsafe {
            libc::write(1, words.as_ptr().cast(), words.len());
            if !STUBBORN.load(Ordering::Relaxed) {
                libc::_exit(0);
            }
        }
    }
    STUBBORN.store(env::var("IGNORE_SIGTERM").is_ok_and(|value| value == "1"), Ordering::Relaxed);
    let handler = came as extern "C" fn(libc::c_int) as *const () as libc::sighandler_t;
    // SAFETY: the handler does nothing but write and end.
    unsafe { libc::signal(libc::SIGTERM, handler) };
}

fn serve(stream: TcpStream) -> io::Result<()> {
    let mut reader = BufReader::new(stream);
    while let Some(Head { line, length, last, socket }) = read_head(&mut reader)? {
        take_body(&mut reader, length)?;
        println!("{} {line}", name());
        while FROZEN.load(Ordering::Relaxed) {
            thread::park();
        }
        pause("ANSWER_DELAY_MS");
        let target = line.split(' ').nth(1).unwrap_or("/");
        if let Some(key) = socket.filter(|_| target == "/echo") {
            let mut writer = reader.get_ref().try_clone()?;
            return websocket::echo(&mut reader, &mut writer, &key);
        }
        let (status, body) = answer(target);
        let head = format!(
            "HTTP/1.1 {status}\r\ncontent-type: text/plain\r\ncontent-length: {}\r\n\r\n",
            body.len()
        );
        reader.get_mut().write_all(head.as_bytes())?;
        reader.get_mut().write_all(&body)?;
        if env::var("SAY_ANSWERS").is_ok_and(|value| value == "1") {
            println!("{} answered {target}", name());
        }
        if last {
            break;
        }
    }
    Ok(())
}

/// Reads a body, which is said when it was asked for.
fn take_body(reader: &mut impl Read, length: u64) -> io::Result<()> {
    let mut body = reader.take(length);
    if length == 0 || env::var("SAY_BODIES").is_err() {
        return io::copy(&mut body, &mut io::sink()).map(drop);
    }
    let mut text = String::new();
    body.read_to_string(&mut text)?;
    println!("posted {}", text.replace('\n', " "));
    Ok(())
}

/// What matters of a request.
struct Head {
    line: String,
    /// Bytes of the body.
    length: u64,
    /// Whether the client wants the connection closed.
    last: bool,
    /// The client's key, when it wants a WebSocket.
    socket: Option<String>,
}

/// `None` at the end of the connection.
fn read_head(reader: &mut impl BufRead) -> io::Result<Option<Head>> {
    let mut first = String::new();
    if reader.read_line(&mut first)? == 0 {
        return Ok(None);
    }
    let mut head = Head { line: first.trim().to_owned(), length: 0, last: false, socket: None };
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line)? == 0 || line.trim().is_empty() {
            return Ok(Some(head));
        }
        let Some((name, value)) = line.split_once(':') else { continue };
        match name.to_ascii_lowercase().as_str() {
            "content-length" => head.length = value.trim().parse().unwrap_or(0),
            "sec-websocket-key" => head.socket = Some(value.trim().to_owned()),
            "connection" => head.last = value.trim().eq_ignore_ascii_case("close"),
            _ => {}
        }
    }
}

fn answer(target: &str) -> (&'static str, Vec<u8>) {
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let value = query.split_once('=').map_or("", |(_, value)| value);
    match path {
        "/fetch" => return fetch_for(query),
        "/pause" => thread::sleep(Duration::from_millis(value.parse().unwrap_or(0))),
        "/freeze" => FROZEN.store(true, Ordering::Relaxed),
        "/exit" => process::exit(value.parse().unwrap_or(0)),
        "/burn" => burn(value.parse().unwrap_or(0)),
        "/allocate" => return ("200 OK", allocate(value.parse().unwrap_or(0))),
        "/env" => {
            return (
                "200 OK",
                env::vars().map(|(name, value)| format!("{name}={value}\n")).collect::<String>().into(),
            );
        }
        "/read" => return outcome(value, std::fs::read(value)),
        "/resolve" => return outcome(value, resolve(value)),
        "/srv" => return outcome(value, lookup::srv(value).map(String::into_bytes)),
        _ => {}
    }
    ("200 OK", format!("{}\n", name()).into())
}

/// What a look-up came to.
fn outcome(what: &str, came: io::Result<Vec<u8>>) -> (&'static str, Vec<u8>) {
    match came {
        Ok(answer) => ("200 OK", answer),
        Err(error) => ("502 Bad Gateway", format!("{what}: {error}\n").into()),
    }
}

/// The addresses the resolver has for a name, one a line.
fn resolve(name: &str) -> io::Result<Vec<u8>> {
    let found = (name, 0).to_socket_addrs()?;
    Ok(found.map(|address| format!("{}\n", address.ip())).collect::<String>().into())
}

/// Memory that is really there, and stays.
fn allocate(megabytes: usize) -> Vec<u8> {
    let block: &'static mut [u8] = vec![1_u8; megabytes << 20].leak();
    format!("{} bytes\n", block.iter().map(|byte| usize::from(*byte)).sum::<usize>()).into()
}

/// `method=M&header=NAME:VALUE&...&url=U`, the URL last because it may hold anything.
fn fetch_for(query: &str) -> (&'static str, Vec<u8>) {
    let (before, url) = query.split_once("url=").unwrap_or((query, ""));
    let value = |name: &str| before.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='));
    let headers = before.split('&').filter_map(|pair| pair.strip_prefix("header="));
    let headers: String = headers.map(|header| format!("{}\r\n", header.replace("%20", " "))).collect();
    match fetch(value("method").unwrap_or("GET"), &headers, url) {
        Ok(answer) => ("200 OK", answer),
        Err(error) => ("502 Bad Gateway", format!("{url}: {error}\n").into()),
    }
}

/// Half of a core, for so many milliseconds; answers at once.
fn burn(milliseconds: u64) {
    let end = Instant::now() + Duration::from_millis(milliseconds);
    thread::spawn(move || {
        while Instant::now() < end {
            let busy = Instant::now() + Duration::from_millis(20);
            while Instant::now() < busy {
                std::hint::spin_loop();
            }
            thread::sleep(Duration::from_millis(20));
        }
    });
}

/// The whole answer, head included.
fn fetch(method: &str, headers: &str, url: &str) -> io::Result<Vec<u8>> {
    let rest = url.strip_prefix("http://").ok_or_else(|| io::Error::other("not an http:// URL"))?;
    let (authority, path) = rest.split_once('/').unwrap_or((rest, ""));
    let address = if authority.contains(':') { authority.to_owned() } else { format!("{authority}:80") };
    let mut stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(Duration::from_secs(20)))?;
    write!(
        stream,
        "{method} /{path} HTTP/1.1\r\nhost: {authority}\r\nconnection: close\r\n{headers}content-length: 0\r\n\r\n"
    )?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    Ok(answer)
}

fn name() -> String {
    env::var("NAME").unwrap_or_else(|_| "probe".to_owned())
}

fn number(variable: &str, default: i32) -> i32 {
    env::var(variable).ok().and_then(|value| value.parse().ok()).unwrap_or(default)
}

fn pause(variable: &str) {
    thread::sleep(Duration::from_millis(u64::try_from(number(variable, 0)).unwrap_or(0)));
}
