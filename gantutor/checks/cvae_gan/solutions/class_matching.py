def class_matching(real, real_labels, fake, fake_labels, classes):
    """½ Σ_c ‖mean of real in c − mean of fake in c‖²; a scalar."""
    total = 0 * fake.sum()
    for c in range(classes):
        ours, theirs = real[real_labels == c], fake[fake_labels == c]
        if len(ours) and len(theirs):
            shift = ours.mean(dim=0) - theirs.mean(dim=0)
            total = total + 0.5 * shift.square().sum()
    return total
