"""Rule packs for reports of China's governments, and what is known of the sites they stand on."""
