-- An observation is unique by what it says: of a lot, at a moment, the state of its auction. An ingest that was killed
-- and run again had kept what it had read as of both moments.

delete from observations o using captures c
  where c.id = o.capture_id and o.observed_at > c.observed_at and exists (
    select from observations first
      where first.listing_id = o.listing_id and first.capture_id = o.capture_id and first.observed_at <= c.observed_at
        and (first.status, first.current_bid_cents, first.bid_count, first.bidder_count, first.reserve_met, first.hammer_price_cents, first.ends_at)
          is not distinct from (o.status, o.current_bid_cents, o.bid_count, o.bidder_count, o.reserve_met, o.hammer_price_cents, o.ends_at));

delete from observations o using (
  select id, row_number() over (
    partition by listing_id, observed_at, status, current_bid_cents, bid_count, bidder_count, reserve_met, hammer_price_cents, ends_at order by id) as nth
  from observations) as twin
  where twin.id = o.id and twin.nth > 1;

drop index observations__listing;
create unique index observations__said on observations
  (listing_id, observed_at, status, current_bid_cents, bid_count, bidder_count, reserve_met, hammer_price_cents, ends_at) nulls not distinct;
