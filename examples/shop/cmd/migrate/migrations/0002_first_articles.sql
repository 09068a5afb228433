INSERT INTO stock (name, count) VALUES ('apples', 12), ('pears', 7), ('plums', 30);
