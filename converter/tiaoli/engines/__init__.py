"""Past one machine: the same conversion inside the tasks of Spark and Ray, from shards of sources to tables."""
