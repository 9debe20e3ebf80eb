-- When the seller of a confirmed sale had bought the car, where the file says so: how long cars are held is learned from it.
alter table sales add column bought_at timestamptz check (bought_at <= sold_at);
