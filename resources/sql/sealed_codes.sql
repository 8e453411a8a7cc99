-- Access codes of services, such as the interpreter vendor's; made when first asked for, so that older files have it.
CREATE TABLE IF NOT EXISTS access_code (service TEXT PRIMARY KEY, code TEXT NOT NULL, kept_on TEXT NOT NULL);
