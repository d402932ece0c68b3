# Balie as a service in the guest.
