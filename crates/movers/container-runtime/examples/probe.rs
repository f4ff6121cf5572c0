//! The program the runtime's tests run inside containers. In: a verb and its arguments. Out: lines on stdout.
//! Never here: anything a real application would do.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream, ToSocketAddrs};
use std::time::Duration;
use std::{env, fs, thread};

fn main() -> std::io::Result<()> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        ["serve", port] => serve(port.parse().unwrap_or(0)),
        ["sink", port] => sink(port.parse().unwrap_or(0)),
        ["fetch", address] => fetch(address),
        ["resolve", name] => resolve(name),
        ["say", text, code] => say(text, code.parse().unwrap_or(1)),
        ["eat", megabytes] => eat(megabytes.parse().unwrap_or(1)),
        ["stubborn"] => stubborn(),
        ["facts"] => facts(),
        ["write", path, text] => outcome("write", fs::write(path, text)),
        ["read", path] => outcome("read", fs::read_to_string(path).map(|text| println!("{text}"))),
        ["kept", path, code] => kept(path, code.parse().unwrap_or(1)),
        ["settings", path] => settings(path),
        ["pause", ending] => pause(ending),
        _ => Err(std::io::Error::other("what?")),
    }
}

fn serve(port: u16) -> std::io::Result<()> {
    let listener = TcpListener::bind(("0.0.0.0", port))?;
    for stream in listener.incoming() {
        let mut stream = stream?;
        thread::spawn(move || {
            let _ = stream.read(&mut [0; 1024]);
            let _ = stream.write_all(b"HTTP/1.0 200 OK\r\n\r\nhello");
        });
    }
    Ok(())
}

fn sink(port: u16) -> std::io::Result<()> {
    let listener = TcpListener::bind(("0.0.0.0", port))?;
    for stream in listener.incoming() {
        let mut stream = stream?;
        let mut buffer = vec![0; 128 * 1024];
        while stream.read(&mut buffer)? > 0 {}
        stream.write_all(b"done")?;
    }
    Ok(())
}

fn fetch(address: &str) -> std::io::Result<()> {
    match TcpStream::connect(address).map(ask) {
        Ok(Ok(text)) => println!("fetched {text}"),
        Ok(Err(error)) => println!("broken {:?}", error.kind()),
        Err(error) => println!("refused {:?}", error.kind()),
    }
    Ok(())
}

fn ask(mut stream: TcpStream) -> std::io::Result<String> {
    stream.write_all(b"GET / HTTP/1.0\r\n\r\n")?;
    let mut text = String::new();
    stream.read_to_string(&mut text)?;
    Ok(text)
}

fn resolve(name: &str) -> std::io::Result<()> {
    match (name, 0).to_socket_addrs() {
        Ok(found) => println!("found {:?}", found.map(|address| address.ip()).collect::<Vec<_>>()),
        Err(_) => println!("no such name"),
    }
    Ok(())
}

fn say(text: &str, code: i32) -> std::io::Result<()> {
    println!("{text}");
    eprint!("unfinished");
    std::process::exit(code)
}

fn eat(megabytes: usize) -> std::io::Result<()> {
    let mut eaten = Vec::new();
    for _ in 0..megabytes {
        eaten.push(vec![1_u8; 1 << 20]);
    }
    println!("ate {}", eaten.len());
    loop {
        thread::sleep(Duration::from_secs(60));
    }
}

fn stubborn() -> std::io::Result<()> {
    // SAFETY: ignoring a signal has no handler that could misbehave.
    unsafe { libc::signal(libc::SIGTERM, libc::SIG_IGN) };
    println!("ready");
    loop {
        thread::sleep(Duration::from_secs(60));
    }
}

fn outcome(what: &str, result: std::io::Result<()>) -> std::io::Result<()> {
    println!("{what} {:?}", result.map_err(|error| error.kind()));
    Ok(())
}

/// Adds a line to a file, says how many there are, and ends.
fn kept(path: &str, code: i32) -> std::io::Result<()> {
    let mut file = fs::OpenOptions::new().create(true).append(true).open(path)?;
    writeln!(file, "run")?;
    println!(
        "run {} of {}",
        fs::read_to_string(path)?.lines().count(),
        env::var("HOSTNAME").unwrap_or_default()
    );
    std::process::exit(code)
}

/// Limits, memory file systems, and what a path is mounted from.
fn settings(path: &str) -> std::io::Result<()> {
    print!("{}", fs::read_to_string("/proc/self/limits")?);
    for line in fs::read_to_string("/proc/self/mounts")?.lines() {
        if [path, "/dev/shm"].contains(&line.split(' ').nth(1).unwrap_or_default()) {
            println!("mount {line}");
        }
    }
    facts()
}

/// Says goodbye at SIGTERM, which is kept waiting until it is asked for, so that none is missed.
fn pause(ending: &str) -> std::io::Result<()> {
    // SAFETY: the set is initialised by sigemptyset, and outlives the calls.
    unsafe {
        let (mut set, mut got) = (std::mem::zeroed(), 0);
        libc::sigemptyset(&raw mut set);
        libc::sigaddset(&raw mut set, libc::SIGTERM);
        libc::sigprocmask(libc::SIG_BLOCK, &raw const set, std::ptr::null_mut());
        println!("ready");
        libc::sigwait(&raw const set, &raw mut got);
    }
    println!("{ending}");
    std::process::exit(0)
}

fn facts() -> std::io::Result<()> {
    let status = fs::read_to_string("/proc/self/status")?;
    let wanted =
        ["Pid:", "Uid:", "Gid:", "Groups:", "CapEff:", "CapBnd:", "NoNewPrivs:", "SigIgn:", "SigBlk:"];
    for line in status.lines().filter(|line| wanted.iter().any(|name| line.starts_with(name))) {
        println!("{}", line.replace('\t', " "));
    }
    println!("hostname {}", fs::read_to_string("/proc/sys/kernel/hostname")?.trim());
    println!("cwd {}", env::current_dir()?.display());
    let mut root: Vec<_> = fs::read_dir("/")?.flatten().map(|entry| entry.file_name()).collect();
    root.sort();
    println!("root {root:?}");
    println!(
        "processes {}",
        fs::read_dir("/proc")?
            .flatten()
            .filter(|e| e.file_name().to_string_lossy().parse::<u32>().is_ok())
            .count()
    );
    println!("descriptors {}", fs::read_dir("/proc/self/fd")?.count());
    println!("write root {:?}", fs::write("/probe-file", "x").map_err(|e| e.kind()));
    println!("write sysctl {:?}", fs::write("/proc/sys/kernel/panic", "0").map_err(|e| e.kind()));
    println!("greeting {:?}", env::var("GREETING"));
    println!("null {:?}", fs::write("/dev/null", "x").map_err(|e| e.kind()));
    Ok(())
}
