"""Routes: each file adds those of one concern to the application, under the name `ROUTES`."""
