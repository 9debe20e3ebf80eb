-- The default order: lots with a score by expected edge, then those without one.
drop index assessments__edge;
create index assessments__ranked_edge on assessments (org_id, (edge_cents - case when score is null then 1000000000000 else 0 end) desc nulls last, listing_id);
