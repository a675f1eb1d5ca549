//! Minimising a smooth function: L-BFGS (Nocedal 1980) with backtracking.
//!
//! A hundred weights and a convex loss need no more. Knows nothing of what is minimised.

/// Pairs of steps remembered.
const MEMORY: usize = 12;

/// Minimises `loss`, which returns value and gradient, from `start`.
pub(super) fn minimise(start: Vec<f64>, steps: usize, mut loss: impl FnMut(&[f64]) -> (f64, Vec<f64>)) -> Vec<f64> {
    let mut at = start;
    let (mut value, mut gradient) = loss(&at);
    let mut history: Vec<(Vec<f64>, Vec<f64>, f64)> = Vec::new();
    for _ in 0..steps {
        let direction = direction(&gradient, &history);
        let slope = dot(&direction, &gradient);
        if slope > -1e-9 {
            break;
        }
        let mut step = if history.is_empty() { 1.0 / norm(&gradient).max(1.0) } else { 1.0 };
        let mut next = None;
        for _ in 0..30 {
            let point: Vec<f64> = at.iter().zip(&direction).map(|(x, d)| x + step * d).collect();
            let (new_value, new_gradient) = loss(&point);
            if new_value <= value + 1e-4 * step * slope {
                next = Some((point, new_value, new_gradient));
                break;
            }
            step *= 0.5;
        }
        let Some((point, new_value, new_gradient)) = next else { break };
        let moved: Vec<f64> = point.iter().zip(&at).map(|(a, b)| a - b).collect();
        let turned: Vec<f64> = new_gradient.iter().zip(&gradient).map(|(a, b)| a - b).collect();
        let curvature = dot(&moved, &turned);
        if curvature > 1e-12 {
            history.push((moved, turned, 1.0 / curvature));
            if history.len() > MEMORY {
                history.remove(0);
            }
        }
        let gained = value - new_value;
        (at, value, gradient) = (point, new_value, new_gradient);
        if gained < 1e-7 * value.abs().max(1.0) {
            break;
        }
    }
    at
}

fn direction(gradient: &[f64], history: &[(Vec<f64>, Vec<f64>, f64)]) -> Vec<f64> {
    let mut q = gradient.to_vec();
    let mut alphas = Vec::with_capacity(history.len());
    for (moved, turned, inverse) in history.iter().rev() {
        let alpha = inverse * dot(moved, &q);
        q.iter_mut().zip(turned).for_each(|(q, y)| *q -= alpha * y);
        alphas.push(alpha);
    }
    if let Some((moved, turned, _)) = history.last() {
        let scale = dot(moved, turned) / dot(turned, turned);
        q.iter_mut().for_each(|q| *q *= scale);
    }
    for ((moved, turned, inverse), alpha) in history.iter().zip(alphas.into_iter().rev()) {
        let beta = inverse * dot(turned, &q);
        q.iter_mut().zip(moved).for_each(|(q, s)| *q += (alpha - beta) * s);
    }
    q.iter_mut().for_each(|q| *q = -*q);
    q
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

fn norm(a: &[f64]) -> f64 {
    dot(a, a).sqrt()
}

#[cfg(test)]
mod tests {
    #[test]
    fn finds_the_bottom_of_a_bowl() {
        let found =
            super::minimise(vec![5.0, -3.0], 100, |x| (((x[0] - 1.0).powi(2) + 10.0 * (x[1] - 2.0).powi(2)), vec![2.0 * (x[0] - 1.0), 20.0 * (x[1] - 2.0)]));
        assert!((found[0] - 1.0).abs() < 1e-3 && (found[1] - 2.0).abs() < 1e-3, "{found:?}");
    }
}
