//! The first owner of a server, letters to members, and the way back in.

mod support;

use serde_json::Value;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::time::{Duration, Instant};
use support::server::Server;
use support::{Outcome, run};

const PATIENCE: Duration = Duration::from_secs(20);

/// What the link bears that stands alone on an indented line.
fn token(said: &str) -> Option<&str> {
    let link = said.lines().find_map(|line| line.strip_prefix("  http"))?;
    link.split_once("/console/setup#token=").map(|(_, token)| token)
}

#[test]
fn a_server_without_an_owner_gets_one_and_lets_them_in_again() -> Outcome {
    let folder = tempfile::tempdir()?;
    let database = folder.path().join("shop.db");
    let mut server = Server::start(&database, "g07-small-business-points")?;
    let first = token(&server.said).ok_or("no token was printed")?.to_owned();
    let body = format!(
        r#"{{"token":"{first}","name":"Olga","email":"olga@example.org","password":"correct horse"}}"#
    );
    let made = server.client()?.post("/v1/setup", "unused", &body)?;
    assert_eq!(made.status, 200, "{}", made.body);
    assert!(server.stop()?);

    // Now that there is one, nothing is printed.
    let mut again = Server::start(&database, "g07-small-business-points")?;
    assert_eq!(token(&again.said), None, "{}", again.said);
    let listed = run(folder.path(), &["staff", "list", "--database", "shop.db"])?.fine()?;
    assert!(listed.contains("owner\tolga@example.org\tOlga"), "{listed}");
    let rescue = ["staff", "rescue", "olga@example.org", "--database", "shop.db"];
    let rescued = run(folder.path(), &rescue)?.fine()?;
    let body = format!(r#"{{"token":"{}","password":"battery staple"}}"#, rescued.trim());
    let entered = again.client()?.post("/v1/invitations/accept", "unused", &body)?;
    assert_eq!(entered.status, 200, "{}", entered.body);
    let nobody = ["staff", "rescue", "nobody@example.org", "--database", "shop.db"];
    assert_eq!(run(folder.path(), &nobody)?.code, Some(1));
    assert!(again.stop()?);
    Ok(())
}

#[test]
fn letters_are_written_to_a_file_for_trying_things_out() -> Outcome {
    let folder = tempfile::tempdir()?;
    let (database, letters) = (folder.path().join("shop.db"), folder.path().join("letters"));
    let more = ["--letters-file", letters.to_str().ok_or("a plain path")?];
    let mut server = Server::start_with(&database, "g07-small-business-points", &more)?;
    let to = r#"{"kind":"email","value":"anna@example.org"}"#;
    let mut client = server.client()?;
    let enrolled = client.post("/v1/members", "anna", &format!(r#"{{"identities":[{to}]}}"#))?;
    assert_eq!(enrolled.status, 201, "{}", enrolled.body);
    let asked = client.post("/v1/member-codes", "unused", &format!(r#"{{"to":{to}}}"#))?;
    assert_eq!(asked.status, 204, "{}", asked.body);
    // The answer does not wait for the letter.
    let started = Instant::now();
    let letter: Value = loop {
        let text = std::fs::read_to_string(&letters).unwrap_or_default();
        match text.strip_suffix('\n') {
            Some(line) => break serde_json::from_str(line)?,
            None if started.elapsed() > PATIENCE => return Err("no letter was written".into()),
            None => std::thread::yield_now(),
        }
    };
    assert_eq!(letter["to"]["value"], "anna@example.org");
    let code: String = letter["subject"].as_str().unwrap_or_default().chars().take(6).collect();
    let body = format!(r#"{{"to":{to},"code":"{code}"}}"#);
    let entered = client.post("/v1/member-sign-in", "unused", &body)?;
    assert_eq!(entered.status, 200, "{}", entered.body);
    assert!(server.stop()?);
    Ok(())
}

/// Takes one mail as a mail server does; gives back what was said to it.
fn take_a_mail(server: &TcpListener) -> Result<String, Box<dyn std::error::Error>> {
    let (stream, _) = server.accept()?;
    stream.set_read_timeout(Some(PATIENCE))?;
    let mut out = stream.try_clone()?;
    let (mut said, mut is_text) = (String::new(), false);
    out.write_all(b"220 here\r\n")?;
    for line in BufReader::new(stream).lines() {
        let line = line?;
        let answer: &[u8] = match line.as_str() {
            "." => b"250 taken\r\n",
            _ if is_text => b"",
            "DATA" => b"354 go on\r\n",
            _ => b"250 fine\r\n",
        };
        is_text = line == "DATA" || is_text && line != ".";
        out.write_all(answer)?;
        said = said + &line + "\n";
        if line == "." {
            return Ok(said);
        }
    }
    Err(format!("the mail ended too early: {said}").into())
}

#[test]
fn letters_go_out_by_mail() -> Outcome {
    let folder = tempfile::tempdir()?;
    let database = folder.path().join("shop.db");
    let post = TcpListener::bind("127.0.0.1:0")?;
    let url = format!("smtp://{}", post.local_addr()?);
    let more = ["--smtp-url", &url, "--letters-from", "Blue Cup <hello@example.org>"];
    let mut server = Server::start_with(&database, "g07-small-business-points", &more)?;
    let to = r#"{"kind":"email","value":"anna@example.org"}"#;
    let mut client = server.client()?;
    let enrolled = client.post("/v1/members", "anna", &format!(r#"{{"identities":[{to}]}}"#))?;
    assert_eq!(enrolled.status, 201, "{}", enrolled.body);
    let asked = client.post("/v1/member-codes", "unused", &format!(r#"{{"to":{to}}}"#))?;
    assert_eq!(asked.status, 204, "{}", asked.body);
    let said = take_a_mail(&post)?;
    assert!(said.contains("MAIL FROM:<hello@example.org>"), "{said}");
    assert!(said.contains("RCPT TO:<anna@example.org>"), "{said}");
    let subject = said.lines().find_map(|line| line.strip_prefix("Subject: "));
    let code: String = subject.unwrap_or_default().chars().take(6).collect();
    let body = format!(r#"{{"to":{to},"code":"{code}"}}"#);
    let entered = client.post("/v1/member-sign-in", "unused", &body)?;
    assert_eq!(entered.status, 200, "{}", entered.body);
    assert!(server.stop()?);

    let wrong = ["serve", "--database", "shop.db", "--smtp-url", "gopher://x:secret@y"];
    let wrong = [wrong.as_slice(), &["--letters-from", "hello@example.org"]].concat();
    let refused = run(folder.path(), &wrong)?;
    assert_eq!(refused.code, Some(1), "{}", refused.err);
    assert!(!refused.err.contains("secret"), "{}", refused.err);
    Ok(())
}
