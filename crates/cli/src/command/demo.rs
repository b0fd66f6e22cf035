//! `tessera demo`: real purchases through the real service, then served.

use crate::command::{serve, verify};
use crate::failure::Failure;
use crate::serving::{self, ServingArguments};
use crate::shop::{report, source, tally};
use crate::template::{DEMO, Template};
use crate::{database, documents, living, progress, terminal};
use clap::Args;
use jiff::ToSpan;
use jiff::tz::TimeZone;
use model::Key;
use programme::rulebook::Rulebook;
use service::imports::{self, Carrying, Done, Plan, refusal};
use service::keys::Role;
use service::people::demo::{self as doors, House};
use service::stores::{self, Card};
use service::{Ask, MemberFilter, Page, Tessera, jobs, projector};
use simulation::{History, Summary, demo};
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;
use tokio::net::TcpListener;

/// The same faces every time.
const FACES: u64 = 2_357;

/// The store in which the till stands.
const COUNTER: &str = "main";

/// Send real purchases through the service and serve the result.
#[derive(Args, Debug)]
pub(crate) struct DemoArguments {
    /// Receipts of your own, CSV or CSV packed with gzip, instead of the sample.
    #[arg(long, value_name = "FILE.csv")]
    receipts: Option<PathBuf>,
    /// A programme of your own instead of bronze to platinum.
    #[arg(long, short, value_name = "DIR|FILE")]
    programme: Option<PathBuf>,
    /// Multiply every amount; 60 for the sample (dollars to roubles), else 1.
    #[arg(long, value_name = "NUMBER", value_parser = source::parse_rate)]
    rate: Option<i64>,
    /// Leave times as they are instead of moving the last day to yesterday.
    #[arg(long)]
    keep_dates: bool,
    /// The database to make, or an empty one on a PostgreSQL server; a temporary one when
    /// absent.
    #[arg(long, value_name = "FILE|URL")]
    database: Option<PathBuf>,
    /// Where to listen afterwards; any free port when 8080 is taken.
    #[arg(long, value_name = "ADDRESS")]
    listen: Option<SocketAddr>,
    /// A secret that opens everything; one is made and shown when absent.
    #[arg(long, value_name = "SECRET", env = "TESSERA_ADMIN_KEY", hide_env_values = true)]
    admin_key: Option<String>,
    /// Write rows that could not be used here, as CSV.
    #[arg(long, value_name = "FILE")]
    errors: Option<PathBuf>,
    /// Print the summary as JSON.
    #[arg(long)]
    json: bool,
    /// End after the summary.
    #[arg(long)]
    no_serve: bool,
}

pub(crate) fn run(arguments: &DemoArguments) -> Result<(), Failure> {
    serve::log();
    let (rulebook, document) = match &arguments.programme {
        Some(path) => documents::sound(path)?,
        None => gallery()?,
    };
    let mut history = match &arguments.receipts {
        Some(path) => source::file(path, &rulebook, arguments.rate.unwrap_or(source::SAME))?,
        None => {
            source::sample(&rulebook, arguments.rate.unwrap_or(source::SAMPLE_RATE * source::SAME))?
        }
    };
    if history.timeline.is_empty() {
        return Err(Failure::input("the file has no receipts that can be used"));
    }
    if !arguments.keep_dates {
        let zone = TimeZone::get(&rulebook.time_zone).map_err(Failure::ours)?;
        let today = zone.to_datetime(jiff::Timestamp::now()).date();
        demo::shift(&mut history, &zone, today.saturating_sub(1.day()));
    }
    let folder = tempfile::Builder::new().prefix("tessera-demo-").tempdir()?;
    let path = arguments.database.clone().unwrap_or_else(|| folder.path().join("demo.db"));
    database::runtime()?.block_on(async {
        let tessera = database::create(&path).await?;
        fill(&tessera, arguments, history, &rulebook, document).await?;
        if arguments.no_serve {
            return Ok(());
        }
        let is_own = arguments.receipts.is_some() || arguments.programme.is_some();
        if is_own {
            return present(tessera, arguments).await;
        }
        let (invented, shop) = living::open(&folder.path().join("living.db")).await?;
        present_both(invented, shop, tessera, arguments).await
    })
}

fn gallery() -> Result<(Rulebook, String), Failure> {
    let template = Template::find(DEMO).ok_or_else(|| Failure::ours("the template is missing"))?;
    let loaded = programme::load_text(documents::NAME, template.document());
    let rulebook = loaded.rulebook.ok_or_else(|| Failure::ours(loaded.diagnostics))?;
    Ok((rulebook, template.document().to_owned()))
}

/// Carries everything out, catches up with time, counts, proves.
async fn fill(
    tessera: &Tessera,
    arguments: &DemoArguments,
    history: History,
    rulebook: &Rulebook,
    document: String,
) -> Result<(), Failure> {
    let first = history.timeline.first().map(|moment| history.at(*moment));
    database::publish(tessera, document, first).await?;
    let history = Arc::new(history);
    let plan = Plan {
        history: history.clone(),
        actor: "demo",
        enrol: true,
        personas: Some(FACES),
        key: None,
    };
    let bar = progress::counted("purchases", history.timeline.len() as u64);
    let started = Instant::now();
    let mut refusals = Vec::new();
    let mut kept = 0u64;
    let mut carrying = Carrying::start(tessera, &plan);
    while let Some(outcome) = carrying.next().await? {
        bar.inc(1);
        kept += u64::from(matches!(outcome.done, Done::Committed(..)));
        refusals.extend(refusal(&history, &outcome));
    }
    let seconds = started.elapsed().as_secs_f64();
    bar.finish_and_clear();
    let rate = kept as f64 / seconds.max(1e-9);
    terminal::say(format_args!(
        "{kept} members, receipts and returns in {seconds:.1} s: {rate:.0}/s, every one durable"
    ));
    // Expiry and ends of periods up to now; both read what is projected.
    projector::project_now(tessera).await?;
    jobs::run_due(tessera).await?;
    projector::project_now(tessera).await?;
    let mut tally = tally::of_journal(tessera, rulebook).await?;
    refusals.iter().for_each(|row| tally.refused(row.code));
    let summary = Summary::new(&history, rulebook, &tally);
    if let Some(path) = &arguments.errors {
        report::write(path, &imports::row_errors(&history, &refusals))?;
    }
    if arguments.json {
        terminal::print_json(&summary)?;
    } else {
        terminal::print(&summary)?;
    }
    let verdict = verify::with_progress(tessera).await?;
    terminal::say(verify::sentence(&verdict));
    verify::conclude(&verdict)
}

/// Serves what was made of somebody's own files.
async fn present(tessera: Tessera, arguments: &DemoArguments) -> Result<(), Failure> {
    let listener = first_listener(arguments).await?;
    let address = listener.local_addr()?;
    admit(&tessera, arguments, address).await?;
    terminal::say(format_args!("open http://{address}: one click into each screen"));
    let options = open_doors(furnished(&tessera).await?);
    serving::serve(tessera, listener, options, &ServingArguments::default()).await
}

/// Serves the living shop, and the real one beside it.
async fn present_both(
    invented: Tessera,
    shop: living::Shop,
    real: Tessera,
    arguments: &DemoArguments,
) -> Result<(), Failure> {
    let front = first_listener(arguments).await?;
    let beside = free_listener(front.local_addr()?.ip()).await?;
    let (first, second) = (front.local_addr()?, beside.local_addr()?);
    admit(&invented, arguments, first).await?;
    terminal::say(format_args!("open http://{first}: the living shop, one click into each screen"));
    // Another name, because browsers keep one session for all ports of a host.
    let port = second.port();
    terminal::say(format_args!(
        "beside it http://localhost:{port}: 2,357 customers of a real shop"
    ));
    let house = furnished(&real).await?;
    name_stores(&real).await?;
    let (doors, serving) = (shop.house.clone(), ServingArguments::default());
    let life = tokio::spawn(living::go_on(invented.clone(), shop));
    let served = tokio::try_join!(
        serving::serve(invented, front, open_doors(doors), &serving),
        serving::serve(real, beside, open_doors(house), &serving),
    );
    life.abort();
    served.map(|_| ())
}

fn open_doors(house: House) -> http_api::Options {
    http_api::Options { demo: Some(house), ..http_api::Options::default() }
}

/// A house of which the first member is the face.
async fn furnished(tessera: &Tessera) -> Result<House, Failure> {
    let members = service::members::list(tessera, MemberFilter::default(), one()).await?.items;
    let face = members.first().ok_or_else(|| Failure::input("the file has no members"))?;
    Ok(doors::furnish(tessera, COUNTER, face.member).await?)
}

/// The sample was sold from one store without a counter; the till stands in another one.
async fn name_stores(tessera: &Tessera) -> Result<(), Failure> {
    for (store, name) in [("web", "Online shop"), (COUNTER, "Shop on Main Street")] {
        let card = Card::new(Some(name), None);
        stores::set(tessera, &Ask::by("demo"), &Key::new(store), card).await?;
    }
    Ok(())
}

fn one() -> Page {
    Page { cursor: None, limit: 1, newest_first: false }
}

/// Port 8080, or any that is free; the one that was asked for otherwise.
async fn first_listener(arguments: &DemoArguments) -> Result<TcpListener, Failure> {
    let here = IpAddr::from([127, 0, 0, 1]);
    match arguments.listen {
        Some(address) => serve::listen(address).await,
        None => match serve::listen(SocketAddr::new(here, 8080)).await {
            Ok(listener) => Ok(listener),
            Err(_) => free_listener(here).await,
        },
    }
}

async fn free_listener(at: IpAddr) -> Result<TcpListener, Failure> {
    serve::listen(SocketAddr::new(at, 0)).await
}

/// A key for programs, told to whoever started the demo.
async fn admit(
    tessera: &Tessera,
    arguments: &DemoArguments,
    address: SocketAddr,
) -> Result<(), Failure> {
    if let Some(secret) = &arguments.admin_key {
        return database::admit_admin(tessera, secret).await;
    }
    let made = service::keys::create(tessera, &Ask::by("demo"), Role::Admin, "demo").await?;
    if let Some(secret) = made.secret {
        terminal::say(format_args!("admin key: {secret}"));
        terminal::say(format_args!(
            "try: curl -H 'Authorization: Bearer {secret}' http://{address}/v1/summary"
        ));
    }
    Ok(())
}
