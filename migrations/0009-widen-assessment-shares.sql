-- A chance can be as small as 1e-55, which a real cannot hold: it would fail the whole batch.
alter table assessments
  alter column probability_profit type double precision,
  alter column probability_close_under_max_bid type double precision,
  alter column roi type double precision,
  alter column roi_per_day type double precision;
