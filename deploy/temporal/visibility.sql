-- Run once by the PostgreSQL image: Temporal keeps what its lists search in a second database.
CREATE DATABASE temporal_visibility;
