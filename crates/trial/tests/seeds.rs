//! A few seeds in the test run; hundreds more are played by `cargo xtask sim`.

use std::path::Path;

use tessera_trial::{Settings, gallery, run};

const STEPS: usize = 120;

fn settings(seed: u64) -> Settings {
    Settings { seed, steps: STEPS, document: None, traced: false }
}

#[test]
fn whole_days_in_the_shop_are_as_foretold() {
    for seed in 1..=20 {
        let result = run(&settings(seed));
        assert!(
            result.is_ok(),
            "seed {seed}: {}",
            result.err().map(|f| f.what).unwrap_or_default()
        );
    }
}

#[test]
fn the_same_seed_gives_the_same_run() {
    let traced = |seed: u64| {
        let settings = Settings { traced: true, ..settings(seed) };
        run(&settings).expect("the run goes well")
    };
    for seed in [3, 4, 5] {
        assert_eq!(traced(seed), traced(seed), "seed {seed}");
    }
}

#[test]
fn programmes_of_the_gallery_keep_what_always_holds() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../programmes");
    let programmes = gallery(&folder).expect("the gallery is part of the project");
    assert!(programmes.len() > 50);
    for (seed, programme) in (1..).zip(programmes.into_iter().step_by(9)) {
        let document = Some(programme.document);
        let result = run(&Settings { document, ..settings(seed) });
        let what = result.err().map(|f| f.what);
        assert!(what.is_none(), "{} with seed {seed}: {what:?}", programme.name);
    }
}
