-- An update of a column of a unique index waits for everybody who shares the row's key. So a claim,
-- which changes the fencing token, waits until a checkpoint that is being stored is there or not;
-- what merely shows how the work goes on holds up nobody and waits for nobody.
create unique index if not exists content_requests_fence on content_requests (id, fencing_token);
