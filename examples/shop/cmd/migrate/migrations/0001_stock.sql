CREATE TABLE stock (
    name  text PRIMARY KEY,
    count integer NOT NULL CHECK (count >= 0)
);
