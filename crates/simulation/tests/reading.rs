//! Reading shops' files: grouping, matching returns, and what cannot be used.

use std::error::Error;
use tessera_simulation::history::{Moment, Reason, RowFault, read};
use tessera_simulation::{History, Reading};

type Outcome = Result<(), Box<dyn Error>>;

const HEADER: &str =
    "member_id,basket_id,ts,store_id,product_id,line_kind,doc_type,country,qty,unit_price,amount\n";

fn history(rows: &str) -> Result<History, Box<dyn Error>> {
    let reading =
        Reading { time_zone: "Europe/London".to_owned(), currency_scale: 2, rate_micro: 1_000_000 };
    Ok(read(format!("{HEADER}{rows}").as_bytes(), &reading)?)
}

#[test]
fn lines_of_one_receipt_become_one_basket() -> Outcome {
    let history = history(
        "1,100,2011-07-01T10:00:00,web,A,product,sale,France,2,1.50,3.00\n\
         1,100,2011-07-01T10:00:00,web,P,postage,sale,France,1,4.95,4.95\n\
         2,101,2011-07-01T10:01:00,web,V,gift_voucher,sale,France,1,10,10.00\n",
    )?;
    assert_eq!(history.sales.len(), 2);
    let basket = history.basket(&history.sales[0]);
    let lines: Vec<_> =
        basket.lines.iter().map(|l| (l.id.as_str(), l.kind.word(), l.amount.0)).collect();
    assert_eq!(lines, [("1", "goods", 300), ("2", "shipping", 495)]);
    assert_eq!(history.sales[0].at.to_string(), "2011-07-01T09:00:00Z");
    assert_eq!(history.basket(&history.sales[1]).lines[0].kind.word(), "certificate");
    assert_eq!(history.members[0].country.as_ref().map(|c| c.as_str()), Some("France"));
    Ok(())
}

#[test]
fn receipts_rung_up_at_the_same_time_are_told_apart() -> Outcome {
    let history = history(
        "1,100,2011-07-01T10:00:00,web,A,product,sale,France,1,1,1.00\n\
         2,101,2011-07-01T10:00:00,web,A,product,sale,France,1,1,1.00\n\
         1,100,2011-07-01T10:00:00,web,B,product,sale,France,1,1,1.00\n",
    )?;
    let sizes: Vec<usize> =
        history.sales.iter().map(tessera_simulation::history::Sale::len).collect();
    assert_eq!(sizes, [2, 1]);
    Ok(())
}

#[test]
fn a_return_finds_the_latest_sales_with_something_left() -> Outcome {
    let history = history(
        "1,100,2011-07-01T10:00:00,web,A,product,sale,,3,1,3.00\n\
         1,101,2011-07-02T10:00:00,web,A,product,sale,,2,1,2.00\n\
         1,C102,2011-07-03T10:00:00,web,A,product,return,,-4,1,-4.00\n\
         1,C103,2011-07-04T10:00:00,web,A,product,return,,-3,1,-3.00\n",
    )?;
    let parts: Vec<_> = history.returns.iter().map(|r| (r.sale, r.lines.clone())).collect();
    assert_eq!(parts, [(1, vec![(0, 2_000)]), (0, vec![(0, 2_000)]), (0, vec![(0, 1_000)])]);
    let rest: Vec<_> = history.unmatched.iter().map(|u| (u.row, u.quantity.0, u.reason)).collect();
    assert_eq!(rest, [(5, 2_000, Reason::MoreThanBought)]);
    Ok(())
}

#[test]
fn what_has_no_sale_is_listed_with_its_reason() -> Outcome {
    let history = history(
        "1,C1,2011-07-01T10:00:00,web,A,product,return,,-1,1,-1.00\n\
         2,100,2011-07-01T11:00:00,web,A,product,sale,,1,1,1.00\n\
         2,C2,2011-07-02T10:00:00,web,B,product,return,,-1,1,-1.00\n\
         ,C3,2011-07-02T10:00:00,web,A,product,return,,-1,1,-1.00\n\
         2,C4,2011-07-02T10:00:00,web,D,discount,return,,-1,5,-5.00\n\
         ,101,2011-07-02T10:00:00,web,A,product,stock_adjustment,,-9,0,-0.00\n\
         ,A1,2011-07-02T10:00:00,web,B,adjustment,adjustment,,1,-9,-9.00\n",
    )?;
    let reasons: Vec<Reason> = history.unmatched.iter().map(|u| u.reason).collect();
    assert_eq!(
        reasons,
        [
            Reason::BeforeHistory,
            Reason::NotBought,
            Reason::NoMember,
            Reason::Discount,
            Reason::StockAdjustment,
            Reason::Adjustment
        ]
    );
    assert!(history.returns.is_empty());
    assert_eq!(history.members.len(), 2);
    Ok(())
}

#[test]
fn unreadable_lines_are_kept_with_their_number() -> Outcome {
    let history = history(
        "1,100,yesterday,web,A,product,sale,,1,1,1.00\n\
         1,100,2011-07-01T10:00:00,web,A,product,sale,,many,1,1.00\n\
         1,100,2011-07-01T10:00:00,web,A,product,sale,,1,1,1e5\n\
         1,100,2011-07-01T10:00:00,web,A,product,sale,,1,1,-1.00\n\
         1,100,2011-07-01T10:00:00,web,A,magic,sale,,1,1,1.00\n\
         1,100,2011-07-01T10:00:00\n\
         1,100,2011-07-01T10:00:00,web,A,product,sale,,1,0.001,0.00\n",
    )?;
    let faults: Vec<_> = history.rejected.iter().map(|r| (r.row, r.fault)).collect();
    use RowFault::{Amount, Columns, Kind, Quantity, Sign, Time};
    let expected = [(2, Time), (3, Quantity), (4, Amount), (5, Sign), (6, Kind), (7, Columns)];
    assert_eq!(faults, expected);
    assert_eq!(history.rows, 7);
    assert_eq!(history.sales.len(), 1);
    Ok(())
}

#[test]
fn the_shops_own_reduction_lowers_the_goods() -> Outcome {
    let history = history(
        "1,100,2011-07-01T10:00:00,web,A,product,sale,,1,10,10.00\n\
         1,100,2011-07-01T10:00:00,web,B,product,sale,,1,5,5.00\n\
         1,100,2011-07-01T10:00:00,web,P,postage,sale,,1,4,4.00\n\
         1,100,2011-07-01T10:00:00,web,D,discount,sale,,1,-1,-1.00\n",
    )?;
    let basket = history.basket(&history.sales[0]);
    let amounts: Vec<i64> = basket.lines.iter().map(|l| l.amount.0).collect();
    assert_eq!(amounts, [933, 467, 400]);
    Ok(())
}

#[test]
fn files_without_kinds_and_in_any_order_are_read() -> Outcome {
    let reading =
        Reading { time_zone: "UTC".to_owned(), currency_scale: 2, rate_micro: 60_000_000 };
    let rows = "member_id,basket_id,ts,store_id,product_id,category,qty,amount\n\
         0001,0001-001,1997-01-18T00:00:00,web,cd,MUSIC CD,2,29.73\n\
         0002,0002-001,1997-01-01T00:00:00,web,cd,MUSIC CD,1,11.77\n";
    let history = read(rows.as_bytes(), &reading)?;
    let ids: Vec<&str> = history.members.iter().map(|m| m.id.as_str()).collect();
    assert_eq!(ids, ["0002", "0001"]);
    let basket = history.basket(&history.sales[1]);
    assert_eq!((basket.lines[0].price.0, basket.lines[0].amount.0), (89_190, 178_380));
    assert_eq!(history.timeline[0], Moment::Joined(0));
    Ok(())
}

#[test]
fn a_missing_column_is_named() {
    let reading = Reading { time_zone: "UTC".to_owned(), currency_scale: 2, rate_micro: 1_000_000 };
    let error = read("basket_id,ts,product_id,amount\n".as_bytes(), &reading).err();
    assert_eq!(error.map(|e| e.to_string()).as_deref(), Some("the column `qty` is missing"));
}
